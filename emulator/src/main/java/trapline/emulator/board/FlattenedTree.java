package trapline.emulator.board;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a device tree in its flattened form (Devicetree Specification 0.3, chapter 5): nodes and properties in the order
 * in which they are given.
 */
final class FlattenedTree {
    private static final int MAGIC = 0xD00D_FEED;
    private static final int VERSION = 17;
    private static final int LAST_COMPATIBLE_VERSION = 16;
    private static final int HEADER_BYTES = 0x30;
    private static final int RESERVATION_BYTES = 16;

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROPERTY = 3;
    private static final int END = 9;

    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> names = new LinkedHashMap<>();

    /** Opens a node; the root's name is empty. */
    FlattenedTree begin(String name) {
        word(BEGIN_NODE);
        padded(terminated(name));
        return this;
    }

    /** Closes the node opened last. */
    FlattenedTree end() {
        word(END_NODE);
        return this;
    }

    /** A property without a value: true. */
    FlattenedTree flag(String name) {
        return bytes(name, new byte[0]);
    }

    /** A property of 32-bit cells. */
    FlattenedTree cells(String name, int... cells) {
        ByteBuffer value = ByteBuffer.allocate(4 * cells.length);
        for (int cell : cells) {
            value.putInt(cell);
        }
        return bytes(name, value.array());
    }

    /** A property of 64-bit numbers, two cells each. */
    FlattenedTree longs(String name, long... numbers) {
        ByteBuffer value = ByteBuffer.allocate(8 * numbers.length);
        for (long number : numbers) {
            value.putLong(number);
        }
        return bytes(name, value.array());
    }

    /** A property of one or more strings. */
    FlattenedTree text(String name, String... values) {
        return text(name, List.of(values));
    }

    /** A property of a list of strings. */
    FlattenedTree text(String name, List<String> values) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        values.forEach(value -> joined.writeBytes(terminated(value)));
        return bytes(name, joined.toByteArray());
    }

    /** A property of any form. */
    FlattenedTree bytes(String name, byte[] value) {
        word(PROPERTY);
        word(value.length);
        word(names.computeIfAbsent(name, this::addName));
        padded(value);
        return this;
    }

    private int addName(String name) {
        int at = strings.size();
        strings.writeBytes(terminated(name));
        return at;
    }

    /**
     * The whole tree, which must be closed.
     *
     * @param size bytes of the result, with free space behind the tree for firmware that changes it; the result is larger
     *     when that is too little
     */
    byte[] toBytes(int size) {
        word(END);
        int structureAt = HEADER_BYTES + RESERVATION_BYTES;
        int stringsAt = structureAt + structure.size();
        int total = Math.max(size, stringsAt + strings.size());
        return ByteBuffer.allocate(total)
                .putInt(MAGIC)
                .putInt(total)
                .putInt(structureAt)
                .putInt(stringsAt)
                .putInt(HEADER_BYTES)
                .putInt(VERSION)
                .putInt(LAST_COMPATIBLE_VERSION)
                .putInt(0)
                .putInt(strings.size())
                .putInt(structure.size())
                .put(structureAt, structure.toByteArray())
                .put(stringsAt, strings.toByteArray())
                .array();
    }

    private void word(int value) {
        structure.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    }

    private void padded(byte[] value) {
        structure.writeBytes(value);
        structure.writeBytes(new byte[-value.length & 3]);
    }

    private static byte[] terminated(String value) {
        return (value + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
