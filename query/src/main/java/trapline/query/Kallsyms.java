package trapline.query;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The symbols that a Linux kernel for 32-bit ARM carries with it, {@code kallsyms} ({@code scripts/kallsyms.c}). Nothing
 * says where they are; but the table of 256 tokens, which names are spelled with, and the index into it confirm each other,
 * and in front of them are the number of names, the names, and a marker of where each 256th begins, which do so too.
 *
 * <p>The addresses, in ascending order, are relative to a base: in front of the number of names until Linux 6.3, behind the
 * index of tokens since. Kernels before 4.6, and recent ones, have the addresses themselves.
 */
final class Kallsyms {
    private static final int TOKENS = 256;
    private static final int INDEX_BYTES = 2 * TOKENS;
    private static final int LONGEST_TOKEN = 512;
    private static final int NAMES_PER_MARKER = 256;
    /** Fewer is no kernel, and not enough to be sure. */
    private static final int LEAST_NAMES = NAMES_PER_MARKER;

    /** A name is of two bytes at least: its length and its type. */
    private static final int LEAST_NAME_BYTES = 2;

    /** Names whose length takes a second byte, since Linux 6.1. */
    private static final int LONG_NAME = 0x80;

    /** Bytes and names looked at, many times what a kernel needs: an image that is none is not searched for ever. */
    private static final int PATIENCE = 200_000_000;

    private static final String DIGITS = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009\000";

    private final ByteBuffer kernel;
    private final String[] tokens = new String[TOKENS];
    private int patience = PATIENCE;

    private Kallsyms(byte[] kernel) {
        this.kernel = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The symbols of a kernel; none when it has none, or is no kernel. */
    static List<ImageSymbols.Symbol> of(byte[] kernel) {
        return new Kallsyms(kernel).find();
    }

    private List<ImageSymbols.Symbol> find() {
        byte[] digits = DIGITS.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + digits.length <= kernel.capacity() && patience > 0; at++) {
            if (kernel.get(at) == digits[0] && kernel.slice(at, digits.length).equals(ByteBuffer.wrap(digits))) {
                Optional<List<ImageSymbols.Symbol>> symbols = withDigitsAt(at);
                if (symbols.isPresent()) {
                    return symbols.get();
                }
            }
        }
        return List.of();
    }

    /** The table of tokens has a letter that is used at its own place: there are names with every digit. */
    private Optional<List<ImageSymbols.Symbol>> withDigitsAt(int digits) {
        int end = digits;
        for (int token = '0'; token < TOKENS; token++) {
            end = endOfToken(end);
            if (end < 0) {
                return Optional.empty();
            }
        }
        int index = aligned(end);
        if (index + INDEX_BYTES > kernel.capacity()) {
            return Optional.empty();
        }
        int table = digits - offsetOfToken(index, '0');
        return table >= 0 && readTokens(table, index) ? names(table, index) : Optional.empty();
    }

    private int endOfToken(int start) {
        int end = start;
        while (end < kernel.capacity() && end - start < LONGEST_TOKEN) {
            if (kernel.get(end) == 0) {
                return end + 1;
            }
            end++;
            patience--;
        }
        return -1;
    }

    private int offsetOfToken(int index, int token) {
        return kernel.getShort(index + 2 * token) & 0xFFFF;
    }

    private boolean readTokens(int table, int index) {
        int at = table;
        for (int token = 0; token < TOKENS; token++) {
            int end = endOfToken(at);
            if (end < 0 || at - table != offsetOfToken(index, token)) {
                return false;
            }
            tokens[token] = new String(kernel.array(), at, end - 1 - at, StandardCharsets.UTF_8);
            at = end;
        }
        return true;
    }

    /** Looks for the number of names, backwards. */
    private Optional<List<ImageSymbols.Symbol>> names(int table, int index) {
        for (int at = (table & ~3) - Integer.BYTES; at >= 0 && patience > 0; at -= Integer.BYTES) {
            int count = kernel.getInt(at);
            if (count >= LEAST_NAMES && count <= (table - at) / LEAST_NAME_BYTES) {
                int[] starts = starts(at + Integer.BYTES, count, table);
                if (starts.length > 0) {
                    return addresses(at, count, index).map(addresses -> symbols(starts, addresses));
                }
            }
        }
        return Optional.empty();
    }

    /** Where each name starts, when these are names with their markers behind; else nothing. */
    private int[] starts(int first, int count, int limit) {
        int markers = aligned(endOfNames(first, count, limit));
        int[] starts = new int[markers == 0 ? 0 : count];
        int at = first;
        for (int name = 0; name < starts.length; name++) {
            int marker = markers + name / NAMES_PER_MARKER * Integer.BYTES;
            if (name % NAMES_PER_MARKER == 0
                    && (marker + Integer.BYTES > limit || kernel.getInt(marker) != at - first)) {
                return new int[0];
            }
            starts[name] = at;
            at = endOfName(at);
        }
        return starts;
    }

    /** Where so many names end; 0 when they are none. */
    private int endOfNames(int first, int count, int limit) {
        int at = first;
        for (int name = 0; name < count; name++) {
            patience--;
            if (patience < 0 || at >= limit || lengthOfName(at) == 0) {
                return 0;
            }
            at = endOfName(at);
        }
        return at > limit ? 0 : at;
    }

    private int endOfName(int at) {
        int length = lengthOfName(at);
        return at + length + (length < LONG_NAME ? 1 : 2);
    }

    private int lengthOfName(int at) {
        int length = kernel.get(at) & 0xFF;
        return length < LONG_NAME ? length : length - LONG_NAME + (kernel.get(at + 1) & 0xFF) * LONG_NAME;
    }

    private Optional<long[]> addresses(int number, int count, int index) {
        int bytes = count * Integer.BYTES;
        int behind = index + INDEX_BYTES;
        return relative(number - Integer.BYTES - bytes, count, number - Integer.BYTES)
                .or(() -> relative(behind, count, behind + bytes))
                .or(() -> ascending(number - bytes, count, 0))
                .or(() -> ascending(behind, count, 0));
    }

    private Optional<long[]> relative(int at, int count, int base) {
        if (base < 0 || base + Integer.BYTES > kernel.capacity()) {
            return Optional.empty();
        }
        return ascending(at, count, kernel.getInt(base) & 0xFFFF_FFFFL).filter(addresses -> kernel.getInt(at) == 0);
    }

    private Optional<long[]> ascending(int at, int count, long base) {
        if (at < 0 || at + count * Integer.BYTES > kernel.capacity()) {
            return Optional.empty();
        }
        long[] addresses = new long[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            long address = base + (kernel.getInt(at + i * Integer.BYTES) & 0xFFFF_FFFFL);
            if (address < before || address > 0xFFFF_FFFFL) {
                return Optional.empty();
            }
            addresses[i] = address;
            before = address;
        }
        return Optional.of(addresses);
    }

    private List<ImageSymbols.Symbol> symbols(int[] starts, long[] addresses) {
        List<ImageSymbols.Symbol> symbols = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            symbols.add(new ImageSymbols.Symbol(addresses[i], size(addresses, i), name(starts[i]), Optional.empty()));
        }
        return symbols;
    }

    private String name(int start) {
        int length = lengthOfName(start);
        int at = start + (length < LONG_NAME ? 1 : 2);
        StringBuilder name = new StringBuilder();
        for (int token = 0; token < length; token++) {
            name.append(tokens[kernel.get(at + token) & 0xFF]);
        }
        // The first letter is the type, as nm prints it.
        return name.substring(Math.min(1, name.length()));
    }

    /**
     * As the kernel has it: up to the next symbol, which is that of the first of several at the same address, the others are
     * labels. The last is a label at the end, too.
     */
    private static long size(long[] addresses, int symbol) {
        long address = addresses[symbol];
        if (symbol > 0 && addresses[symbol - 1] == address) {
            return 0;
        }
        for (int next = symbol + 1; next < addresses.length; next++) {
            if (addresses[next] > address) {
                return addresses[next] - address;
            }
        }
        return 1;
    }

    private static int aligned(int at) {
        return at + Integer.BYTES - 1 & -Integer.BYTES;
    }
}
