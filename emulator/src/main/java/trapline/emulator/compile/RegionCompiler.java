package trapline.emulator.compile;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.RegionFactory;
import trapline.emulator.ir.Block;

/** Makes regions as hidden classes, which are unloaded when a region is no longer in use. */
public final class RegionCompiler implements RegionFactory {
    /** Executions after which a block is worth compiling. */
    public static final int THRESHOLD = 200_000;

    /** HotSpot compiles no method whose code is longer. */
    static final int HUGE_METHOD = 8000;

    private static final int MOST_WEIGHT = 200;
    private static final ClassDesc NAME = ClassDesc.of("trapline.emulator.compile.CompiledRegion");
    private static final ClassFile CLASS_FILE = ClassFile.of();
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Block[].class, int.class);

    /** Most regions at a time; what HotSpot makes of one takes 10 to 50 KB. */
    private static final int MOST_REGIONS = 2000;

    private final int threshold;
    private final int mostRegions;
    private final List<Region> regions = new ArrayList<>();
    private int longestCode;

    /** A compiler that is asked after {@code threshold} executions of a block. */
    public RegionCompiler(int threshold) {
        this(threshold, MOST_REGIONS);
    }

    /** A compiler that drops the oldest of its regions when there would be more than {@code mostRegions}. */
    RegionCompiler(int threshold, int mostRegions) {
        this.threshold = threshold;
        this.mostRegions = mostRegions;
    }

    @Override
    public int threshold() {
        return threshold;
    }

    @Override
    public Optional<Region> compile(Block entry) {
        for (int most = MOST_WEIGHT; most > 0; most /= 2) {
            List<Node> nodes = RegionSelector.select(entry, most);
            CarryFlow.settle(nodes);
            byte[] bytes = classOf(nodes);
            int length = codeLength(bytes);
            if (length < HUGE_METHOD) {
                longestCode = Math.max(longestCode, length);
                Region region = define(bytes, nodes);
                makeRoom();
                regions.add(region);
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }

    private void makeRoom() {
        regions.removeIf(region -> !region.isValid());
        if (regions.size() == mostRegions) {
            regions.removeFirst().drop();
        }
    }

    /** Bytes of the longest method so far. */
    int longestCode() {
        return longestCode;
    }

    /** The regions that may be entered or are about to be. */
    List<Region> regions() {
        return regions;
    }

    static byte[] classOf(List<Node> nodes) {
        return CLASS_FILE.build(NAME, type -> type.withSuperclass(Types.REGION)
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                .withMethodBody(ConstantDescs.INIT_NAME, Types.CONSTRUCTOR, 0, code -> code.aload(0)
                        .aload(1)
                        .iload(2)
                        .invokespecial(Types.REGION, ConstantDescs.INIT_NAME, Types.CONSTRUCTOR)
                        .return_())
                .withMethodBody("run", Types.RUN, ClassFile.ACC_PUBLIC, code -> RegionEmitter.emit(code, nodes)));
    }

    private static int codeLength(byte[] bytes) {
        ClassModel model = CLASS_FILE.parse(bytes);
        int longest = 0;
        for (MethodModel method : model.methods()) {
            longest = Math.max(
                    longest,
                    method.findAttribute(Attributes.code()).orElseThrow().codeLength());
        }
        return longest;
    }

    private static Region define(byte[] bytes, List<Node> nodes) {
        Block[] blocks = nodes.stream().map(node -> node.block).toArray(Block[]::new);
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Region)
                    hidden.findConstructor(hidden.lookupClass(), CONSTRUCTOR).invoke(blocks, nodes.getFirst().reach);
        } catch (Throwable failed) {
            throw new IllegalStateException("cannot define a region at pc 0x%x".formatted(blocks[0].pc), failed);
        }
    }
}
