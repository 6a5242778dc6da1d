package trapline.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "128M, 134217728", "128MiB, 134217728", "1g, 1073741824", "0x1000, 4096", "1.5K, 1536"})
    void sizesCountIn1024s(String text, long bytes) {
        assertEquals(bytes, new Quantity.Bytes().convert(text), text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5_000_000, 5000000", "2G, 2000000000", "1k, 1000"})
    void countsCountIn1000s(String text, long count) {
        assertEquals(count, new Quantity.Count().convert(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "ten", "0xg", "1.5", "99999999T"})
    void nonsenseIsRefusedWithAnExample(String text) {
        String message = assertThrows(TypeConversionException.class, () -> new Quantity.Count().convert(text))
                .getMessage();
        assertEquals("'" + text + "' is not a number such as 5000000, 5M or 0x4c4b40", message);
    }

    @Test
    void nothingIsLostToRounding() {
        assertEquals(Long.MAX_VALUE, new Quantity.Count().convert("9223372036854775807"), "largest count");
    }
}
