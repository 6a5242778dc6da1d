package trapline.emulator.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppliedTreeTest {
    private static final DeviceTreeConfig CONFIG = new DeviceTreeConfig(
            0x1000_0000L,
            1,
            true,
            EnumSet.noneOf(BoardDevice.class),
            "console=ttyAMA0",
            Optional.of(new DeviceTreeConfig.Range(0x4800_0000L, 0x4800_1000L)));

    @Test
    void memoryAndCommandLineAreThoseOfTheMachine() {
        byte[] blob = new FlattenedTree()
                .begin("")
                .cells("#address-cells", 1)
                .cells("#size-cells", 1)
                .begin("memory")
                .cells("reg", 0, 1)
                .end()
                .begin("chosen")
                .text("bootargs", "quiet")
                .text("stdout-path", "/uart")
                .end()
                .end()
                .toBytes(0);

        TreeNode root = TreeNode.read(SuppliedTree.write(blob, CONFIG));

        assertTrue(root.child("memory").isEmpty(), "the tree's own memory is gone");
        ByteBuffer reg = ByteBuffer.wrap(property(root, "memory@40000000", "reg"));
        assertEquals(0x4000_0000, reg.getInt());
        assertEquals(0x1000_0000, reg.getInt());
        assertEquals("console=ttyAMA0", text(root, "chosen", "bootargs"));
        assertEquals("/uart", text(root, "chosen", "stdout-path"));
        assertEquals(0x4800_1000, root.child("chosen").orElseThrow().cell("linux,initrd-end", 0));
        assertEquals("smc", text(root, "psci", "method"));
    }

    @Test
    void whatTheTreeSaysOfPsciStays() {
        byte[] blob = new FlattenedTree()
                .begin("")
                .cells("#address-cells", 2)
                .cells("#size-cells", 2)
                .begin("psci")
                .text("method", "hvc")
                .end()
                .end()
                .toBytes(0);

        TreeNode root = TreeNode.read(SuppliedTree.write(blob, CONFIG));

        assertEquals("hvc", text(root, "psci", "method"));
        assertEquals(16, property(root, "memory@40000000", "reg").length);
    }

    @Test
    void damagedTreeIsRefusedWhereverItIsCut() {
        byte[] blob = DeviceTree.write(CONFIG, 0);
        for (int length = 0; length < blob.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(blob, length);
            if (length >= 8) {
                ByteBuffer.wrap(cut).putInt(4, length);
            }
            assertThrows(IllegalArgumentException.class, () -> TreeNode.read(cut), () -> "cut to " + cut.length);
        }
    }

    @Test
    void valueLongerThanTheTreeIsRefused() {
        byte[] blob =
                new FlattenedTree().begin("").cells("#address-cells", 2).end().toBytes(0);
        int length = ByteBuffer.wrap(blob).getInt(8) + 3 * Integer.BYTES;
        for (int bytes : new int[] {-1, 0x7FFF_FFFF, blob.length}) {
            ByteBuffer.wrap(blob).putInt(length, bytes);
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> SuppliedTree.write(blob, CONFIG));
            assertTrue(e.getMessage().contains("a property of " + (bytes & 0xFFFF_FFFFL) + " bytes"), e.getMessage());
        }
    }

    @Test
    void namesWithoutAnEndAreRefused() {
        byte[] blob = new FlattenedTree().begin("x".repeat(256)).end().toBytes(0);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> SuppliedTree.write(blob, CONFIG));

        assertTrue(e.getMessage().contains("a name of more than 255 characters"), e.getMessage());
    }

    @Test
    void treeReadIsTheTreeWritten() {
        byte[] blob = DeviceTree.write(DeviceTreeConfig.ofBoard(1 << 28, 4, true, false), 0);
        FlattenedTree copy = new FlattenedTree();
        TreeNode.read(blob).writeTo(copy);

        org.junit.jupiter.api.Assertions.assertArrayEquals(blob, copy.toBytes(0));
    }

    private static byte[] property(TreeNode root, String node, String name) {
        byte[] value = root.child(node).orElseThrow().properties.get(name);
        if (value == null) {
            throw new AssertionError(node + " has no " + name);
        }
        return value;
    }

    private static String text(TreeNode root, String node, String name) {
        byte[] value = property(root, node, name);
        return new String(value, 0, value.length - 1, StandardCharsets.US_ASCII);
    }
}
