package trapline.emulator.decode;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings a disassembled line into one form, whoever wrote it: what is left to differ is meaning. */
final class ObjdumpText {
    private static final Pattern NUMBER = Pattern.compile("#(-?)(0x)?([0-9a-f]+)");
    private static final Pattern ROTATED = Pattern.compile("#([0-9]+), ([0-9]+)$");
    private static final Pattern SAME_TWICE = Pattern.compile("^(\\S+) (\\w+), \\2, (.*)$");
    private static final Pattern SAME_AS_LAST = Pattern.compile("^(mul\\S*) (\\w+), (\\w+), \\2$");

    private ObjdumpText() {}

    /**
     * Whether objdump says nothing usable: it calls the encoding unpredictable or undefined, knows it as an instruction of a later
     * architecture, or prints it wrongly (a shift by 32 as 0, T32 literals as unprivileged loads, CPS with a stray mode, BKPT with a
     * condition as MSR).
     */
    static boolean isNoOracle(String theirs) {
        String text = of(theirs);
        return text.isEmpty()
                || text.matches("^(autg|bxaut|pacg|ssbb|pssbb|dfb|esb|sevl|vscclrm|cps |undefined).*")
                || text.matches("^d[ms]b (osh|ish|nsh)?ld.*")
                || text.matches("^.*sat.* asr #0$")
                || text.matches("^ldr\\w*t \\w+, \\[pc.*");
    }

    static String of(String line) {
        String text = line.replace('\t', ' ')
                .replaceAll("\\s*[;@].*", "")
                .replaceAll("\\s*<.*>", "")
                .trim();
        text = text.toLowerCase(Locale.ROOT).replaceAll(", *", ", ").replaceAll("\\br13\\b", "sp");
        text = text.replaceAll("\\br14\\b", "lr");
        text = text.replaceFirst("^(\\S+)\\.[wn]\\b", "$1").replaceFirst("^(ldm|stm)ia", "$1");
        text = text.replaceFirst("^(add|sub)w", "$1").replaceFirst("^(ds|dm)b un", "$1b nsh");
        text = text.replaceFirst("^negs (.*)$", "rsbs $1, #0");
        text = text.replaceFirst("^mov(\\S*) (\\w+), (\\w+), (lsl|lsr|asr|ror) (\\S+)$", "$4$1 $2, $3, $5");
        text = text.replaceFirst("^mov(\\S*) (\\w+), (\\w+), rrx$", "rrx$1 $2, $3");
        text = text.replaceFirst("^stmdb(\\w*) sp!, ", "push$1 ")
                .replaceFirst("^ldm(\\w*) sp!, ", "pop$1 ")
                .replaceFirst("^subs pc, lr, #0$", "eret")
                .replaceFirst("^(pld\\w*|ldc\\w*|stc\\w*) (.*\\[\\w+)\\]?, #-?0\\]?$", "$1 $2]")
                .replaceFirst("^(svc|hvc|smc)(\\w*) ([0-9])", "$1$2 #$3");
        return numbers(text);
    }

    private static String numbers(String line) {
        String text = line.replaceFirst(" 0x", " #0x");
        Matcher rotated = ROTATED.matcher(text);
        if (rotated.find()) {
            int value = Integer.rotateRight(Integer.parseInt(rotated.group(1)), Integer.parseInt(rotated.group(2)));
            text = rotated.replaceFirst("#" + value);
        }
        text = NUMBER.matcher(text).replaceAll(m -> "#" + number(m.group(1), m.group(2) != null, m.group(3)));
        text = text.replaceFirst(", #0\\]", "]");
        text = SAME_TWICE.matcher(text).replaceFirst("$1 $2, $3");
        return SAME_AS_LAST.matcher(text).replaceFirst("$1 $2, $3");
    }

    /** A zero keeps its sign, which says whether an offset is subtracted. */
    private static String number(String minus, boolean hex, String digits) {
        long value = Long.parseUnsignedLong(digits, hex ? 16 : 10);
        if (value >>> Integer.SIZE != 0) {
            return minus + Long.toHexString(value);
        }
        return value == 0 ? minus + "0" : Integer.toHexString((int) (minus.isEmpty() ? value : -value));
    }

    /** A32 pairs name an even register and the next, of which objdump prints only the first. */
    static String withoutSecondOfPair(String ours) {
        return ours.replaceFirst("^(ldrd|ldrexd|strd)(\\w*) (\\w+), \\w+, \\[", "$1$2 $3, [")
                .replaceFirst("^strexd(\\w*) (\\w+), (\\w+), \\w+, \\[", "strexd$1 $2, $3, [");
    }
}
