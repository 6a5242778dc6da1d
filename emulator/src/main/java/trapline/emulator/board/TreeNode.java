package trapline.emulator.board;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a device tree that was read from its flattened form (Devicetree Specification 0.3, chapter 5). */
final class TreeNode {
    private static final int MAGIC = 0xD00D_FEED;
    private static final int LEAST_VERSION = 16;
    private static final int HEADER_BYTES = 0x28;
    private static final int DEEPEST = 64;
    /** Linux takes no larger one ({@code MAX_FDT_SIZE}). */
    private static final int MOST_BYTES = 2 << 20;
    /** Names have 31 characters, and nodes an address behind them; who exceeds that does not exceed this. */
    private static final int LONGEST_NAME = 255;

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROPERTY = 3;
    private static final int NOTHING = 4;
    private static final int END = 9;

    final String name;
    final Map<String, byte[]> properties = new LinkedHashMap<>();
    final List<TreeNode> children = new ArrayList<>();

    TreeNode(String name) {
        this.name = name;
    }

    /**
     * Reads a tree.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static TreeNode read(byte[] blob) {
        ByteBuffer header = ByteBuffer.wrap(blob);
        if (blob.length < HEADER_BYTES || header.getInt() != MAGIC) {
            throw new IllegalArgumentException("no device tree blob; make one with dtc -O dtb");
        }
        if (blob.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a device tree of " + blob.length + " bytes; Linux takes " + MOST_BYTES + " at most");
        }
        int total = header.getInt();
        int structureAt = header.getInt();
        int stringsAt = header.getInt();
        int lastCompatible = header.getInt(0x18);
        if (lastCompatible > LEAST_VERSION + 1 || header.getInt(0x14) < LEAST_VERSION) {
            throw new IllegalArgumentException(
                    "a device tree of version " + header.getInt(0x14) + "; version 17 is needed");
        }
        if (total > blob.length || structureAt < HEADER_BYTES || structureAt > total || stringsAt > total) {
            throw new IllegalArgumentException("a device tree that ends too early: it says it has " + total + " bytes");
        }
        try {
            return nodes(header.limit(total).position(structureAt), stringsAt);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a damaged device tree: " + e.getMessage(), e);
        }
    }

    private static TreeNode nodes(ByteBuffer structure, int stringsAt) {
        Deque<TreeNode> open = new ArrayDeque<>();
        TreeNode last = new TreeNode("");
        for (; ; ) {
            int token = structure.getInt();
            if (token == BEGIN_NODE && open.size() < DEEPEST) {
                TreeNode node = new TreeNode(text(structure, structure.position()));
                skip(structure, node.name.length() + 1);
                if (!open.isEmpty()) {
                    open.element().children.add(node);
                }
                open.push(node);
            } else if (token == END_NODE && !open.isEmpty()) {
                last = open.pop();
            } else if (token == PROPERTY && !open.isEmpty()) {
                byte[] value = new byte[length(structure)];
                String property = text(structure, stringsAt + structure.getInt());
                structure.get(structure.position(), value);
                skip(structure, value.length);
                open.element().properties.put(property, value);
            } else if (token == END && open.isEmpty()) {
                return last;
            } else if (token != NOTHING) {
                throw new IllegalArgumentException(
                        "token 0x%x at 0x%x".formatted(token, structure.position() - Integer.BYTES));
            }
        }
    }

    /** The length of the value that follows, which must be there. */
    private static int length(ByteBuffer structure) {
        int at = structure.position();
        int length = structure.getInt();
        if (length < 0 || length > structure.remaining()) {
            throw new IllegalArgumentException("a property of %d bytes at 0x%x".formatted(length & 0xFFFF_FFFFL, at));
        }
        return length;
    }

    private static void skip(ByteBuffer structure, int bytes) {
        structure.position(structure.position() + bytes + (-bytes & 3));
    }

    private static String text(ByteBuffer bytes, int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
            if (end - at > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "a name of more than %d characters at 0x%x".formatted(LONGEST_NAME, at));
            }
        }
        return new String(bytes.array(), at, end - at, StandardCharsets.US_ASCII);
    }

    /** The child of this name. */
    Optional<TreeNode> child(String wanted) {
        return children.stream().filter(node -> node.name.equals(wanted)).findFirst();
    }

    /** A property of one cell, or what holds when there is none. */
    int cell(String property, int otherwise) {
        byte[] value = properties.get(property);
        return value == null || value.length != Integer.BYTES
                ? otherwise
                : ByteBuffer.wrap(value).getInt();
    }

    /** Writes this node with all below it. */
    void writeTo(FlattenedTree tree) {
        tree.begin(name);
        properties.forEach(tree::bytes);
        children.forEach(node -> node.writeTo(tree));
        tree.end();
    }
}
