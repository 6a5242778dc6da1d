package trapline.shell;

import java.math.BigDecimal;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write them: {@code 128M} of memory, {@code 5_000_000}, {@code 2G} or {@code 0x1000} ticks. */
public final class Quantity {
    private static final String SUFFIXES = "KMGT";

    private Quantity() {}

    /** A size in bytes; the suffixes K, M, G and T are powers of 1024. */
    public static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return parse(text.replaceFirst("(?i)i?B$", ""), 1024, "128M, 1G or 134217728");
        }
    }

    /** A count; the suffixes K, M, G and T are powers of 1000. */
    public static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return parse(text, 1000, "5000000, 5M or 0x4c4b40");
        }
    }

    private static long parse(String text, int base, String examples) {
        String digits = text.replace("_", "").toUpperCase(Locale.ROOT);
        try {
            if (digits.startsWith("0X")) {
                return Long.parseLong(digits, 2, digits.length(), 16);
            }
            int suffix = digits.isEmpty() ? -1 : SUFFIXES.indexOf(digits.charAt(digits.length() - 1));
            BigDecimal number = new BigDecimal(suffix < 0 ? digits : digits.substring(0, digits.length() - 1));
            long value =
                    number.multiply(BigDecimal.valueOf(base).pow(suffix + 1)).longValueExact();
            if (value >= 0) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // Falls through to the one message for all of them.
        }
        throw new TypeConversionException("'" + text + "' is not a number such as " + examples);
    }
}
