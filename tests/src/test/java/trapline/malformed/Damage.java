package trapline.malformed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways in which a file gets damaged. */
enum Damage {
    FLIPPED_BIT {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            file[place(file, random)] ^= (byte) (1 << random.nextInt(8));
            return file;
        }
    },
    BYTE {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            file[place(file, random)] = (byte) random.nextInt();
            return file;
        }
    },
    /** A word at a multiple of four, where headers have lengths, offsets and addresses. */
    WORD {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            int at = place(file, random) & ~3;
            if (at + 4 <= file.length) {
                ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                int any = random.nextInt() >>> random.nextInt(32);
                int word = random.nextBoolean() ? any : WORDS[random.nextInt(WORDS.length)];
                ByteBuffer.wrap(file).order(order).putInt(at, word);
            }
            return file;
        }
    },
    CUT {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            return Arrays.copyOf(file, 1 + random.nextInt(file.length));
        }
    },
    GROWN {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            byte[] more = new byte[1 + random.nextInt(4096)];
            random.nextBytes(more);
            byte[] grown = Arrays.copyOf(file, file.length + more.length);
            System.arraycopy(more, 0, grown, file.length, more.length);
            return grown;
        }
    },
    REPEATED {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            int from = random.nextInt(file.length);
            int length = 1 + random.nextInt(Math.min(file.length - from, 256));
            int to = random.nextInt(file.length);
            System.arraycopy(file, from, file, to, Math.min(length, file.length - to));
            return file;
        }
    },
    REMOVED {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            int from = random.nextInt(file.length);
            int length = Math.min(1 + random.nextInt(64), file.length - 1);
            int kept = Math.max(0, file.length - from - length);
            System.arraycopy(file, file.length - kept, file, from, kept);
            return Arrays.copyOf(file, Math.max(1, file.length - length));
        }
    },
    ERASED {
        @Override
        byte[] apply(byte[] file, RandomGenerator random) {
            int from = place(file, random);
            int to = Math.min(file.length, from + 1 + random.nextInt(64));
            Arrays.fill(file, from, to, (byte) (random.nextBoolean() ? 0 : 0xFF));
            return file;
        }
    };

    private static final int HEADER = 0x80;
    private static final int[] WORDS = {
        0,
        1,
        -1,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFC,
        0x4000_0000,
        0x4001_0000,
        0xFFFF,
        0x1_0000,
        4,
        8,
        9,
        0xD00D_FEED
    };

    /** Damages a copy, in one to four ways. */
    static byte[] some(byte[] whole, RandomGenerator random) {
        byte[] file = whole.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            file = values()[random.nextInt(values().length)].apply(file, random);
        }
        return file;
    }

    /** Damages it in place, or makes a copy of another length; it has a byte at least before and after. */
    abstract byte[] apply(byte[] file, RandomGenerator random);

    /** Every other time within what is a header in most formats. */
    private static int place(byte[] file, RandomGenerator random) {
        return random.nextInt(random.nextBoolean() ? Math.min(file.length, HEADER) : file.length);
    }
}
