package trapline.executors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import trapline.executors.Setup.Arrival;
import trapline.executors.Setup.Into;

/** Makes random programs; equal seeds give equal programs. */
final class ProgramGenerator {
    private static final int MAX_FUNCTIONS = 5;
    private static final int[] QUANTA = {1, 2, 7, 16, 33, 100, 250, 1000, 4096};

    private static final int[] THRESHOLDS = {1, 2, 2, 3, 3, 4, 6, 10};
    /** Regions take long to make. */
    private static final List<Into> INTO =
            List.of(Into.MACHINE_CODE, Into.MACHINE_CODE, Into.MACHINE_CODE, Into.REGIONS, Into.BOTH);

    private final long seed;
    private final SplittableRandom random;
    private final Profile profile;
    private final byte[] ram;
    private final Code code;
    private final List<Integer> functions = new ArrayList<>();

    private ProgramGenerator(long seed, byte[] ram) {
        this.seed = seed;
        this.ram = ram;
        code = new Code(ram);
        this.random = new SplittableRandom(seed);
        this.profile = Profile.pick(random);
    }

    /** The program of a seed. */
    static Program generate(long seed) {
        return generate(seed, new byte[Layout.RAM_BYTES]);
    }

    /** The same in the RAM of a program that is no longer wanted. */
    static Program generate(long seed, byte[] ram) {
        Arrays.fill(ram, (byte) 0);
        return new ProgramGenerator(seed, ram).program();
    }

    private Program program() {
        fillData();
        new Tables(ram, random).write();
        List<Integer> mains = code();
        Body services = new Body(code, random, profile, List.of());
        for (int cpu = 0; cpu < profile.cpus(); cpu++) {
            new Handlers(code, random, profile, services, cpu).write();
            variables(cpu, mains);
            new Boot(code, random, profile).write(cpu, mains.get(cpu));
        }
        if (profile.hyp()) {
            new HypHandlers(code, random, services).write();
        }
        return new Program(seed, setup(), ram, List.copyOf(code.slots()));
    }

    private void fillData() {
        for (int at = Layout.DATA; at < Layout.DATA_END; at += 8) {
            Code.doubleword(ram, at, random.nextLong());
        }
    }

    /** Functions and main parts, some of them across a page's end. The answer is the entries of the main parts. */
    private List<Integer> code() {
        code.at(Layout.CODE + 2 * random.nextInt(64), false);
        int count = random.nextInt(MAX_FUNCTIONS);
        for (int i = 0; i < count; i++) {
            next();
            functions.add(new Body(code, random, profile, List.copyOf(functions)).function(size(40)));
        }
        List<Integer> mains = new ArrayList<>();
        Body body = new Body(code, random, profile, functions);
        for (int cpu = 0; cpu < profile.cpus(); cpu++) {
            next();
            boolean shared = cpu > 0 && random.nextInt(3) == 0;
            mains.add(shared ? mains.getFirst() : body.main(20 + size(120)));
        }
        return mains;
    }

    /** Small ones are more frequent. */
    private int size(int limit) {
        return 4 + random.nextInt(1 + random.nextInt(limit));
    }

    /** Where the next function goes: behind the last, in a line of its own, or just before a page's end. */
    private void next() {
        boolean thumb = random.nextBoolean();
        int address = code.address() + 3 & ~3;
        int toPageEnd = Layout.PAGE - (address & Layout.PAGE - 1);
        switch (random.nextInt(4)) {
            case 0 -> address += Math.max(0, toPageEnd - 4 * random.nextInt(16));
            case 1 -> address += 4 * random.nextInt(32);
            default -> {}
        }
        code.at(thumb ? address + 2 * random.nextInt(2) : address, thumb);
    }

    private void variables(int cpu, List<Integer> mains) {
        int base = Layout.variablesOf(cpu);
        Code.word(ram, base + Handlers.REPAIRS, random.nextInt(16));
        Code.word(ram, base + Handlers.HYP_REPAIRS, random.nextInt(12));
        for (int i = 0; i < 4; i++) {
            boolean main = functions.isEmpty() || random.nextBoolean();
            List<Integer> from = main ? mains : functions;
            Code.word(ram, base + Handlers.PARTS + 4 * i, from.get(random.nextInt(from.size())));
        }
    }

    private Setup setup() {
        List<Arrival> inputs = new ArrayList<>();
        long tick = 0;
        for (int i = random.nextInt(4) == 0 ? random.nextInt(8) : 0; i > 0; i--) {
            tick += random.nextInt(1500);
            inputs.add(new Arrival(tick, random.nextInt(256)));
        }
        return new Setup(
                profile.hyp(),
                profile.cpus(),
                QUANTA[random.nextInt(QUANTA.length)],
                300 + random.nextInt(random.nextInt(12) == 0 ? 12_000 : 2_000),
                List.copyOf(inputs),
                manner());
    }

    private Setup.Manner manner() {
        int slice = random.nextBoolean() ? 0 : 1 + random.nextInt(random.nextBoolean() ? 40 : 700);
        return new Setup.Manner(
                slice, THRESHOLDS[random.nextInt(THRESHOLDS.length)], INTO.get(random.nextInt(INTO.size())));
    }
}
