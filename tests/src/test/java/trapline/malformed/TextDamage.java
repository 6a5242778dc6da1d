package trapline.malformed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ways in which a text of keys and values gets wrong, beside those of any file. */
enum TextDamage {
    VALUE {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            int line = random.nextInt(lines.size());
            int equals = lines.get(line).indexOf('=');
            if (equals >= 0) {
                lines.set(line, lines.get(line).substring(0, equals + 1) + VALUES.get(random.nextInt(VALUES.size())));
            }
        }
    },
    KEY {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            int line = random.nextInt(lines.size());
            lines.set(line, lines.get(line).replaceFirst("[a-z]+", KEYS.get(random.nextInt(KEYS.size()))));
        }
    },
    LINE_GONE {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            lines.remove(random.nextInt(lines.size()));
        }
    },
    LINE_TWICE {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        }
    },
    PIECE {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            int line = random.nextInt(lines.size());
            int at = random.nextInt(lines.get(line).length() + 1);
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            lines.set(line, new StringBuilder(lines.get(line)).insert(at, piece).toString());
        }
    },
    BYTES {
        @Override
        void apply(List<String> lines, RandomGenerator random) {
            byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            String damaged =
                    new String(Damage.some(all.length == 0 ? new byte[1] : all, random), StandardCharsets.ISO_8859_1);
            lines.clear();
            lines.addAll(damaged.lines().toList());
        }
    };

    private static final List<String> VALUES = List.of(
            "",
            " -1",
            " 0",
            " 99999999999999999999999999",
            " \"99999999999999999999999999G\"",
            " \"1e400000000\"",
            " 1e400",
            " nan",
            " true",
            " \"\"",
            " []",
            " [[[]]]",
            " {}",
            " { a = 1 }",
            " \"../../..\"",
            " \"/dev/zero\"",
            " \"\\u0000\"",
            " '''",
            " 1979-05-27T07:32:00Z",
            " \"0x8000000000000000\"",
            " \"hyp\"",
            " \"native\"",
            " 8");
    private static final List<String> KEYS = List.of(
            "vm", "image", "ram", "cpus", "vcpus", "machine", "input", "virtio", "drive", "device", "as", "\"\"");
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "[",
            "]",
            "[[",
            "{",
            "=",
            ".",
            "#",
            "\n",
            "\0",
            "\u2028",
            "\uFFFF",
            "\\u",
            "\t",
            "[".repeat(3000),
            "a.".repeat(3000));

    /** Damages a text in one to four ways. */
    static byte[] some(byte[] whole, RandomGenerator random) {
        List<String> lines = new ArrayList<>(
                new String(whole, StandardCharsets.UTF_8).lines().toList());
        for (int n = 1 + random.nextInt(4); n > 0 && !lines.isEmpty(); n--) {
            values()[random.nextInt(values().length)].apply(lines, random);
        }
        return String.join("\n", lines)
                .getBytes(random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Damages it in place; there is a line at least. */
    abstract void apply(List<String> lines, RandomGenerator random);
}
