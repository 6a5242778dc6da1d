package trapline.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The symbols that a kernel carries with it. */
class KallsymsTest {
    private static final String LONG = "very_".repeat(50) + "long";

    private static TreeMap<Long, String> symbols() {
        TreeMap<Long, String> symbols = new TreeMap<>();
        symbols.put(0xC030_0000L, "T_stext");
        for (int i = 0; i < 600; i++) {
            symbols.put(0xC030_0010L + 16 * i, (i % 2 == 0 ? "tkernel_" : "Tdo_") + i);
        }
        symbols.put(0xC040_0000L, "t" + LONG);
        return symbols;
    }

    @ParameterizedTest
    @EnumSource
    void symbolsAreFoundInTheOrderOfEveryVersion(KernelImages.Order order) {
        TreeMap<Long, String> symbols = symbols();
        List<ImageSymbols.Symbol> found = Kallsyms.of(KernelImages.kernel(order, symbols));
        TreeMap<Long, String> byAddress = new TreeMap<>();
        found.forEach(symbol -> byAddress.put(symbol.address(), symbol.name()));
        TreeMap<Long, String> names = new TreeMap<>();
        symbols.forEach((address, symbol) -> names.put(address, symbol.substring(1)));
        assertEquals(names, byAddress);
        assertEquals(symbols.size(), found.size());
    }

    @Test
    void symbolIsAsLongAsItIsToTheNextAndLabelsHaveNoLength() {
        TreeMap<Long, String> symbols = symbols();
        KernelImages.Order order = KernelImages.Order.OFFSETS_FIRST;
        List<ImageSymbols.Symbol> found = Kallsyms.of(KernelImages.kernel(order, symbols, "tlabel"));
        assertEquals("_stext 16, label 0, kernel_0 16", sizes(found.subList(0, 3)));
        assertEquals("do_599 %d, %s 1".formatted(0xC040_0000L - 0xC030_2580L, LONG), sizes(found.subList(601, 603)));
    }

    private static String sizes(List<ImageSymbols.Symbol> symbols) {
        return String.join(
                ", ",
                symbols.stream()
                        .map(symbol -> symbol.name() + " " + symbol.size())
                        .toList());
    }

    @Test
    void aKernelThatWasCutOrChangedHasNone() {
        byte[] kernel = KernelImages.kernel(KernelImages.Order.OFFSETS_LAST, symbols());
        assertEquals(List.of(), Kallsyms.of(Arrays.copyOf(kernel, kernel.length - 200)));
        assertEquals(List.of(), Kallsyms.of(Arrays.copyOf(kernel, kernel.length / 2)));
        byte[] other = kernel.clone();
        other[100]++;
        assertEquals(List.of(), Kallsyms.of(other), "the names no longer agree with their markers");
        assertEquals(List.of(), Kallsyms.of(new byte[0]));
    }

    @Test
    @Timeout(60)
    void anImageThatLooksLikeTablesAllOverIsGivenUp() {
        byte[] kernel = KernelImages.kernel(KernelImages.Order.OFFSETS_LAST, symbols());
        byte[] hostile = new byte[32 << 20];
        for (int at = 0; at + Integer.BYTES <= hostile.length; at += Integer.BYTES) {
            // A number of names; and, from there on, names of one letter.
            Arrays.fill(hostile, at, at + 3, (byte) 1);
        }
        System.arraycopy(kernel, 0x1000, hostile, hostile.length - kernel.length, kernel.length - 0x1000);
        assertEquals(List.of(), Kallsyms.of(hostile));
    }

    @Test
    void kernelIsFoundInAZImage() throws IOException {
        byte[] kernel = new byte[100_000];
        new Random(3).nextBytes(kernel);
        assertTrue(LinuxKernel.isZImage(KernelImages.xzImage(kernel)));
        assertArrayEquals(
                kernel, LinuxKernel.decompressed(KernelImages.xzImage(kernel)).orElseThrow());
        assertArrayEquals(
                kernel, LinuxKernel.decompressed(KernelImages.gzipImage(kernel)).orElseThrow());
    }

    @Test
    void damagedOrUnknownPayloadIsNone() throws IOException {
        byte[] zImage = KernelImages.xzImage(new byte[100_000]);
        zImage[zImage.length / 2] ^= 1;
        assertEquals(Optional.empty(), LinuxKernel.decompressed(zImage));
        assertEquals(Optional.empty(), LinuxKernel.decompressed(new byte[1000]));
    }

    @Test
    void symbolsOfAKernelAreThoseOfItsVm(@TempDir Path directory) throws IOException, QueryException {
        byte[] kernel = KernelImages.kernel(KernelImages.Order.OFFSETS_FIRST_WITH_SEQUENCE, symbols());
        Path session = directory.resolve("session");
        SampleTrace.write(session, kernel, KernelImages.xzImage(kernel));
        try (TraceDatabase database = TraceDatabase.open(List.of(session), TraceOptions.standard())) {
            assertEquals(
                    List.of("0|602|3224371200|3225419776", "1|602|3224371200|3225419776"),
                    Tables.rows(
                            database,
                            "SELECT vm_id, count(*), min(addr), max(addr) FROM symbols GROUP BY vm_id ORDER BY vm_id"));
        }
    }
}
