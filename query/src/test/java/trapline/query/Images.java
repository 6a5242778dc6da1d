package trapline.query;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes ELF images that hold nothing but symbols. */
final class Images {
    private static final int HEADER = 52;
    private static final int SECTION = 40;
    private static final int ENTRY = 16;
    private static final int GLOBAL_FUNCTION = 0x12;
    private static final int SHN_TEXT = 1;

    private Images() {}

    /** A function with its size. */
    record Symbol(String name, int value, int size) {}

    /** A 32-bit little-endian ARM executable with a symbol table of global functions. */
    static byte[] elf(Symbol... symbols) {
        StringBuilder names = new StringBuilder("\0");
        ByteBuffer table = buffer(ENTRY * (symbols.length + 1));
        table.position(ENTRY);
        for (Symbol symbol : symbols) {
            table.putInt(names.length()).putInt(symbol.value()).putInt(symbol.size());
            table.put((byte) GLOBAL_FUNCTION).put((byte) 0).putShort((short) SHN_TEXT);
            names.append(symbol.name()).append('\0');
        }
        byte[] strings = names.toString().getBytes(StandardCharsets.US_ASCII);
        int tableAt = HEADER;
        int stringsAt = tableAt + table.capacity();
        int sectionsAt = stringsAt + strings.length;
        ByteBuffer file = buffer(sectionsAt + 4 * SECTION);
        header(file, sectionsAt);
        file.put(table.array()).put(strings);
        file.position(sectionsAt + SECTION);
        section(file, 1, 0, 0, 0, 0);
        section(file, 2, tableAt, table.capacity(), 3, ENTRY);
        section(file, 3, stringsAt, strings.length, 0, 0);
        return file.array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void header(ByteBuffer file, int sectionsAt) {
        file.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1, 0}).position(16);
        file.putShort((short) 2).putShort((short) 40).putInt(1).putInt(0);
        file.putInt(0).putInt(sectionsAt).putInt(0).putShort((short) HEADER);
        file.putShort((short) 32).putShort((short) 0);
        file.putShort((short) SECTION).putShort((short) 4).putShort((short) 3);
    }

    private static void section(ByteBuffer file, int type, int offset, int size, int link, int entry) {
        file.putInt(0).putInt(type).putInt(0).putInt(0).putInt(offset).putInt(size);
        file.putInt(link).putInt(1).putInt(4).putInt(entry);
    }
}
