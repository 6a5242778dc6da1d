package trapline.query;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSectionHeader;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;

/** Reads symbols out of guest images: ELF symbol tables (.symtab), and System.map as Linux writes it. */
final class ImageSymbols {
    private static final Pattern MAP_LINE = Pattern.compile("([0-9a-fA-F]{8,16})\\s+([A-Za-z?])\\s+(\\S+).*");
    private static final int SHN_UNDEF = 0;
    private static final int SHN_LORESERVE = 0xFF00;

    private ImageSymbols() {}

    /**
     * A symbol.
     *
     * @param address virtual address, without the Thumb bit
     * @param size bytes, 0 when not known
     * @param name its name
     * @param file the source file, for local symbols of an ELF image
     */
    record Symbol(long address, long size, String name, Optional<String> file) {}

    /** Whether a file's contents begin as an ELF image does. */
    static boolean isElf(byte[] image) {
        return image.length > 4 && image[0] == 0x7F && image[1] == 'E' && image[2] == 'L' && image[3] == 'F';
    }

    /**
     * The symbols of an ELF image, but for sections, files, mapping symbols ($a, $t, $d), undefined and absolute ones.
     *
     * @throws QueryException when the image is not what it says it is
     */
    static List<Symbol> ofElf(byte[] image) throws QueryException {
        try {
            List<Symbol> found = new ArrayList<>();
            for (var section : ElfFile.from(image).sectionsOfType(ElfSectionHeader.SHT_SYMTAB)) {
                if (section instanceof ElfSymbolTableSection table) {
                    addAll(table.symbols, found);
                }
            }
            return found;
        } catch (ElfException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | BufferUnderflowException
                | NegativeArraySizeException
                | ArithmeticException e) {
            throw new QueryException("its symbol table is damaged: " + e.getMessage(), e);
        }
    }

    private static void addAll(ElfSymbol[] symbols, List<Symbol> found) {
        Optional<String> file = Optional.empty();
        for (ElfSymbol symbol : symbols) {
            String name = symbol.st_name == 0 ? "" : symbol.getName();
            if (symbol.getType() == ElfSymbol.STT_FILE) {
                file = Optional.ofNullable(name).filter(text -> !text.isEmpty());
            } else if (name != null && isWanted(symbol, name)) {
                boolean local = symbol.getBinding() == ElfSymbol.BINDING_LOCAL;
                found.add(new Symbol(address(symbol), symbol.st_size, name, local ? file : Optional.empty()));
            }
        }
    }

    private static boolean isWanted(ElfSymbol symbol, String name) {
        int section = symbol.st_shndx & 0xFFFF;
        return section != SHN_UNDEF
                && section < SHN_LORESERVE
                && symbol.getType() != ElfSymbol.STT_SECTION
                && !name.isEmpty()
                && !name.startsWith("$");
    }

    /** Bit 0 of a function's value says that it is Thumb code (ELF for the ARM Architecture, 5.5.3). */
    private static long address(ElfSymbol symbol) {
        long value = symbol.st_value & 0xFFFF_FFFFL;
        return symbol.getType() == ElfSymbol.STT_FUNC ? value & ~1L : value;
    }

    /**
     * The symbols of a System.map: lines of an address, a letter, a name.
     *
     * @throws QueryException when a line is none of these
     */
    static List<Symbol> ofMap(List<String> lines) throws QueryException {
        List<Symbol> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = MAP_LINE.matcher(lines.get(i));
            if (line.matches()) {
                found.add(new Symbol(Long.parseUnsignedLong(line.group(1), 16), 0, line.group(3), Optional.empty()));
            } else if (!lines.get(i).isBlank()) {
                throw new QueryException(
                        "line " + (i + 1) + " is not an address, a letter and a name: " + lines.get(i));
            }
        }
        return found;
    }
}
