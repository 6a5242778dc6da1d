package trapline.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes kernels that hold nothing but the tables that scripts/kallsyms.c writes, in the order of several of its versions. */
final class KernelImages {
    /** In which order the tables are. */
    enum Order {
        /** Until 4.5. */
        ADDRESSES_FIRST,
        /** Until 6.3. */
        OFFSETS_FIRST,
        /** Until 6.3, and of long-term versions that learnt to look symbols up by name. */
        OFFSETS_FIRST_WITH_SEQUENCE,
        /** Since 6.4. */
        OFFSETS_LAST,
        /** What 6.4 was to become without a base. */
        ADDRESSES_LAST
    }

    private static final int TOKENS = 256;
    private static final int NAMES_PER_MARKER = 256;
    private static final String SHORTENED = "kernel_";
    private static final char TOKEN = '\u00F7';
    private static final int LONG = 128;

    private final Order order;
    private final List<Long> addresses;
    private final List<String> symbols;
    private final ByteArrayOutputStream image = new ByteArrayOutputStream();

    private KernelImages(Order order, List<Long> addresses, List<String> symbols) {
        this.order = order;
        this.addresses = addresses;
        this.symbols = symbols;
    }

    /** A kernel with symbols by address, each with the letter of its type in front, and labels at the first address. */
    static byte[] kernel(Order order, NavigableMap<Long, String> symbols, String... labels) {
        List<Long> addresses = new ArrayList<>(symbols.keySet());
        List<String> names = new ArrayList<>(symbols.values());
        for (String label : labels) {
            addresses.addFirst(symbols.firstKey());
            names.add(1, label);
        }
        KernelImages self = new KernelImages(order, addresses, names);
        self.image.writeBytes("0\0001\0002\0003\0004\0005\0006\0007\0008\0009\0 is not it; some code, then:"
                .getBytes(StandardCharsets.US_ASCII));
        self.write();
        self.image.writeBytes(new byte[100]);
        return self.image.toByteArray();
    }

    private void write() {
        if (order == Order.ADDRESSES_FIRST) {
            addresses(0);
        } else if (order == Order.OFFSETS_FIRST || order == Order.OFFSETS_FIRST_WITH_SEQUENCE) {
            addresses(addresses.getFirst());
            words(List.of(addresses.getFirst()));
        }
        words(List.of((long) symbols.size()));
        words(names());
        if (order == Order.OFFSETS_FIRST_WITH_SEQUENCE) {
            for (int i = 0; i < symbols.size(); i++) {
                image.writeBytes(new byte[] {0, (byte) (i >> Byte.SIZE), (byte) i});
            }
            align();
        }
        tokens();
        if (order == Order.OFFSETS_LAST) {
            addresses(addresses.getFirst());
            words(List.of(addresses.getFirst()));
        } else if (order == Order.ADDRESSES_LAST) {
            addresses(0);
        }
    }

    private void addresses(long base) {
        words(addresses.stream().map(address -> address - base).toList());
    }

    /** Writes the names, and returns the markers. */
    private List<Long> names() {
        List<Long> markers = new ArrayList<>();
        int start = image.size();
        int number = 0;
        for (String symbol : symbols) {
            if (number % NAMES_PER_MARKER == 0) {
                markers.add((long) (image.size() - start));
            }
            number++;
            byte[] name = symbol.replace(SHORTENED, String.valueOf(TOKEN)).getBytes(StandardCharsets.ISO_8859_1);
            if (name.length < LONG) {
                image.write(name.length);
            } else {
                image.write(name.length % LONG + LONG);
                image.write(name.length / LONG);
            }
            image.writeBytes(name);
        }
        align();
        return markers;
    }

    private void tokens() {
        ByteBuffer index = ByteBuffer.allocate(2 * TOKENS).order(ByteOrder.LITTLE_ENDIAN);
        int start = image.size();
        for (int token = 0; token < TOKENS; token++) {
            index.putShort((short) (image.size() - start));
            boolean letter = token > ' ' && token < LONG;
            String text = token == TOKEN ? SHORTENED : letter ? String.valueOf((char) token) : "";
            image.writeBytes((text + '\0').getBytes(StandardCharsets.US_ASCII));
        }
        align();
        image.writeBytes(index.array());
    }

    private void words(List<Long> words) {
        align();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(word -> bytes.putInt(word.intValue()));
        image.writeBytes(bytes.array());
    }

    private void align() {
        image.writeBytes(new byte[-image.size() & 3]);
    }

    /** A zImage with a kernel that is compressed by XZ, and the start of such a stream in the program before it. */
    static byte[] xzImage(byte[] kernel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new XZOutputStream(bytes, new FilterOptions[] {new LZMA2Options(1)})) {
            stream.write(kernel);
        }
        return zImage(bytes.toByteArray());
    }

    /** The same, by gzip. */
    static byte[] gzipImage(byte[] kernel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(kernel);
        }
        return zImage(bytes.toByteArray());
    }

    private static byte[] zImage(byte[] compressed) {
        int header = 0x40;
        ByteBuffer image = ByteBuffer.allocate(2 * header + compressed.length).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0x24, 0x016F_2818);
        image.put(header, compressed, 0, 8);
        image.put(header + 16, compressed);
        return image.array();
    }
}
