package trapline.executors;

import java.util.SplittableRandom;

/** What a program is made of, with how often each occurs. */
enum Statement {
    COMPUTE(40),
    MEMORY(10),
    AMBIENT(14),
    SWEEP(1),
    MULTIPLE(4),
    EXCLUSIVE(2),
    LOOP(8),
    CONDITIONAL(7),
    FLAGS(8),
    IF_THEN(4),
    CALL(4),
    JUMP_TABLE(3),
    INTERWORK(3),
    SELF_MODIFY(2),
    PATCH_AHEAD(2),
    REMAP(2),
    MAINTENANCE(1),
    CONTEXT(1),
    TIMER(2),
    WAIT(1),
    DEVICE(2),
    REGISTER(2),
    STATUS(2),
    MODE(1),
    RETURN(1),
    CALL_OUT(1),
    HINT(2),
    COPROCESSOR(1),
    FLOATING(12),
    ENDIAN(1),
    RAW(1);

    static final Statement[] ALL = values();
    private static final int FAVOUR = 25;
    private static final int TOTAL = total();

    private final int weight;

    Statement(int weight) {
        this.weight = weight;
    }

    private static int total() {
        int sum = 0;
        for (Statement statement : ALL) {
            sum += statement.weight;
        }
        return sum;
    }

    /** One of them, each favoured one as likely as a quarter of all. */
    static Statement pick(SplittableRandom random, Statement[] favoured) {
        int chosen = random.nextInt(TOTAL + FAVOUR * favoured.length);
        if (chosen >= TOTAL) {
            return favoured[(chosen - TOTAL) / FAVOUR];
        }
        for (Statement statement : ALL) {
            if (chosen < statement.weight) {
                return statement;
            }
            chosen -= statement.weight;
        }
        throw new IllegalStateException("weights");
    }
}
