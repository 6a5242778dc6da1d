package trapline.query;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads symbols out of guest images: the symbol tables of 32-bit ELF files (System V ABI, Symbol Table), and System.map
 * as Linux writes it. An image is anybody's bytes, so nothing is read or reserved beyond its end, which the library
 * that loads programs does not promise.
 */
final class ImageSymbols {
    private static final Pattern MAP_LINE = Pattern.compile("([0-9a-fA-F]{8,16})\\s+([A-Za-z?])\\s+(\\S+).*");
    private static final int HEADER_SIZE = 52;
    private static final int E_SHOFF = 32;
    private static final int E_SHENTSIZE = 46;
    private static final int SECTION_SIZE = 40;
    private static final int SYMBOL_SIZE = 16;
    private static final int SHT_SYMTAB = 2;
    private static final int SHN_UNDEF = 0;
    private static final int SHN_LORESERVE = 0xFF00;
    private static final int STB_LOCAL = 0;
    private static final int STT_FUNC = 2;
    private static final int STT_SECTION = 3;
    private static final int STT_FILE = 4;

    private final ByteBuffer image;
    private final List<Symbol> found = new ArrayList<>();

    private ImageSymbols(byte[] image) {
        ByteOrder order = image[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.image = ByteBuffer.wrap(image).order(order);
    }

    /**
     * A symbol.
     *
     * @param address virtual address, without the Thumb bit
     * @param size bytes, 0 when not known
     * @param name its name
     * @param file the source file, for local symbols of an ELF image
     */
    record Symbol(long address, long size, String name, Optional<String> file) {}

    /** A section that was found to lie within the image. */
    private record Section(int type, int offset, int size, int link) {}

    /** Whether a file's contents begin as a 32-bit ELF image does. */
    static boolean isElf(byte[] image) {
        return image.length >= HEADER_SIZE
                && image[0] == 0x7F
                && image[1] == 'E'
                && image[2] == 'L'
                && image[3] == 'F'
                && image[4] == 1;
    }

    /**
     * The symbols of an ELF image, but for sections, files, mapping symbols ($a, $t, $d), undefined and absolute ones.
     *
     * @throws QueryException when a section lies outside of the image
     */
    static List<Symbol> ofElf(byte[] image) throws QueryException {
        ImageSymbols symbols = new ImageSymbols(image);
        List<Section> sections = symbols.sections();
        for (Section section : sections) {
            if (section.type() == SHT_SYMTAB && section.link() >= 0 && section.link() < sections.size()) {
                symbols.addTable(section, sections.get(section.link()));
            }
        }
        return List.copyOf(symbols.found);
    }

    private List<Section> sections() throws QueryException {
        List<Section> sections = new ArrayList<>();
        int start = image.getInt(E_SHOFF);
        int count = image.getShort(E_SHENTSIZE + Short.BYTES) & 0xFFFF;
        if (start == 0 || image.getShort(E_SHENTSIZE) != SECTION_SIZE) {
            return sections;
        }
        requireInside(start, (long) count * SECTION_SIZE);
        for (int i = 0; i < count; i++) {
            int at = start + i * SECTION_SIZE;
            int type = image.getInt(at + 4);
            int offset = image.getInt(at + 16);
            int size = image.getInt(at + 20);
            sections.add(new Section(type, offset, size, image.getInt(at + 24)));
        }
        return sections;
    }

    private void requireInside(int offset, long size) throws QueryException {
        if (offset < 0 || size < 0 || offset + size > image.capacity()) {
            throw new QueryException("its symbol table lies outside of the file");
        }
    }

    private void addTable(Section table, Section names) throws QueryException {
        requireInside(table.offset(), table.size());
        requireInside(names.offset(), names.size());
        Optional<String> file = Optional.empty();
        for (int at = table.offset(); at + SYMBOL_SIZE <= table.offset() + table.size(); at += SYMBOL_SIZE) {
            String name = name(names, image.getInt(at));
            int info = image.get(at + 12);
            if ((info & 0xF) == STT_FILE) {
                file = Optional.of(name).filter(text -> !text.isEmpty());
            } else if (isWanted(info & 0xF, image.getShort(at + 14) & 0xFFFF, name)) {
                long value = image.getInt(at + 4) & 0xFFFF_FFFFL;
                long size = image.getInt(at + 8) & 0xFFFF_FFFFL;
                // Bit 0 of a function's value says that it is Thumb code (ELF for the ARM Architecture, 5.5.3).
                long address = (info & 0xF) == STT_FUNC ? value & ~1L : value;
                found.add(new Symbol(address, size, name, info >> 4 == STB_LOCAL ? file : Optional.empty()));
            }
        }
    }

    private String name(Section names, int index) {
        if (index <= 0 || index >= names.size()) {
            return "";
        }
        int start = names.offset() + index;
        int end = start;
        while (end < names.offset() + names.size() && image.get(end) != 0) {
            end++;
        }
        return new String(image.array(), start, end - start, StandardCharsets.UTF_8);
    }

    private static boolean isWanted(int type, int section, String name) {
        return section != SHN_UNDEF
                && section < SHN_LORESERVE
                && type != STT_SECTION
                && !name.isEmpty()
                && !name.startsWith("$");
    }

    /**
     * The symbols of a System.map: lines of an address, a letter, a name.
     *
     * @throws QueryException when a line is none of these
     */
    static List<Symbol> ofMap(List<String> lines) throws QueryException {
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = MAP_LINE.matcher(lines.get(i));
            if (line.matches()) {
                symbols.add(new Symbol(Long.parseUnsignedLong(line.group(1), 16), 0, line.group(3), Optional.empty()));
            } else if (!lines.get(i).isBlank()) {
                throw new QueryException(
                        "line " + (i + 1) + " is not an address, a letter and a name: " + lines.get(i));
            }
        }
        return symbols;
    }
}
