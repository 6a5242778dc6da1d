package trapline.emulator.board;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A device tree that somebody else wrote, completed as QEMU's {@code -dtb} completes it: memory and command line are those
 * of the machine, the RAM disk is named, and PSCI is added where the tree has none.
 */
public final class SuppliedTree {
    /** QEMU gives a tree twice the space of itself and of this. */
    private static final int FREE_BYTES = 10_000;

    private final TreeNode root;
    private final DeviceTreeConfig config;

    private SuppliedTree(TreeNode root, DeviceTreeConfig config) {
        this.root = root;
        this.config = config;
    }

    /**
     * Writes the completed tree.
     *
     * @param blob the tree that was supplied
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static byte[] write(byte[] blob, DeviceTreeConfig config) {
        SuppliedTree self = new SuppliedTree(TreeNode.read(blob), config);
        self.memory();
        self.chosen();
        self.psci();
        FlattenedTree tree = new FlattenedTree();
        self.root.writeTo(tree);
        return tree.toBytes(2 * (blob.length + FREE_BYTES));
    }

    /** The machine has the memory it has, whatever the tree says. */
    private void memory() {
        int addressCells = root.cell("#address-cells", 0);
        int sizeCells = root.cell("#size-cells", 0);
        if (addressCells < 1 || addressCells > 2 || sizeCells < 1 || sizeCells > 2) {
            throw new IllegalArgumentException(
                    "a device tree whose root has #address-cells %d and #size-cells %d; both must be 1 or 2"
                            .formatted(addressCells, sizeCells));
        }
        root.children.removeIf(node -> node.name.equals("memory") || node.name.startsWith("memory@"));
        TreeNode memory = new TreeNode("memory@" + Long.toHexString(BoardDevice.RAM_BASE));
        ByteBuffer reg = ByteBuffer.allocate(Integer.BYTES * (addressCells + sizeCells));
        put(reg, addressCells, BoardDevice.RAM_BASE);
        put(reg, sizeCells, config.ramBytes());
        memory.properties.put("device_type", text("memory"));
        memory.properties.put("reg", reg.array());
        root.children.add(memory);
    }

    private static void put(ByteBuffer reg, int cells, long number) {
        if (cells == 2) {
            reg.putLong(number);
        } else {
            reg.putInt((int) number);
        }
    }

    private void chosen() {
        TreeNode chosen = root.child("chosen").orElseGet(() -> added("chosen"));
        if (!config.bootArguments().isEmpty()) {
            chosen.properties.put("bootargs", text(config.bootArguments()));
        }
        config.initrd().ifPresent(range -> {
            chosen.properties.put("linux,initrd-start", cell((int) range.start()));
            chosen.properties.put("linux,initrd-end", cell((int) range.end()));
        });
    }

    private void psci() {
        if (root.child("psci").isEmpty()) {
            FlattenedTree tree = new FlattenedTree();
            DeviceTree.psci(tree, config.hyp());
            root.children.add(TreeNode.read(tree.toBytes(0)));
        }
    }

    private TreeNode added(String name) {
        TreeNode node = new TreeNode(name);
        root.children.add(node);
        return node;
    }

    private static byte[] cell(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] text(String value) {
        return (value + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
