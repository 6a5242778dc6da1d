package trapline.executors;

import static trapline.executors.Code.AL;
import static trapline.executors.Code.EQ;
import static trapline.executors.Code.NE;
import static trapline.executors.Code.SP;

import java.util.SplittableRandom;

/** Writes the vectors of Hyp mode, in A32: traps are stepped over, stage-2 faults repaired, calls and interrupts served. */
final class HypHandlers {
    private static final int STACK = Layout.VARIABLES + 0xF00;
    /** HCR.VF, VI and VA as immediates. */
    private static final int[] VIRTUAL = {0x40, 0x80, 0xC01};

    private static final int PUSH = 0xE92D_000F;
    private static final int POP = 0xE8BD_000F;
    private static final int ERET = 0xE160_006E;
    private static final int READ_ELR = 0xE10E_1300;
    private static final int WRITE_ELR = 0xE12E_F301;

    private final Code code;
    private final SplittableRandom random;
    private final Body body;

    HypHandlers(Code code, SplittableRandom random, Body body) {
        this.code = code;
        this.random = random;
        this.body = body;
    }

    void write() {
        code.at(Layout.HYP_VECTORS, false);
        int[] vectors = new int[8];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = code.branch(AL);
        }
        code.land(vectors[6]);
        code.land(vectors[7]);
        interrupt();
        for (int i = 0; i < 6; i++) {
            code.land(vectors[i]);
        }
        trap();
    }

    private void begin() {
        code.constant(SP, STACK);
        code.wide(PUSH);
    }

    private void end() {
        code.wide(POP);
        code.wide(ERET);
    }

    private void interrupt() {
        begin();
        code.constant(1, Layout.GICC);
        code.wide(0xE591_000C);
        code.wide(0xE92D_0003);
        code.constant(2, 1 + random.nextInt(60));
        code.wide(0xEE0E_2F13);
        code.wide(0xEE8E_2F12); // CNTHP_TVAL
        if (random.nextBoolean()) {
            injection();
        }
        code.wide(0xE8BD_0003);
        code.wide(0xE581_0010);
        end();
    }

    /** HSR.IL is not always valid. */
    private void stepOver() {
        code.wide(READ_ELR);
        code.wide(0xE14F_0000); // SPSR
        code.wide(0xE310_0020);
        int a32 = code.branch(EQ);
        code.wide(0xE1D1_20B0); // LDRH R2, [R1]
        code.wide(0xE1A0_25A2);
        code.wide(0xE352_001D);
        code.wide(0x3241_1002); // SUBCC R1, R1, #2
        code.land(a32);
        code.wide(0xE281_1004);
        code.wide(WRITE_ELR);
    }

    /** A virtual interrupt by a list register, or by HCR. */
    private void injection() {
        if (random.nextInt(4) != 0) {
            code.constant(2, 0x1000_0000 | random.nextInt(16) << 23 | 32 + random.nextInt(8));
            code.constant(3, Layout.GICH);
            code.wide(0xE583_2100);
            code.wide(0xE3A0_2001);
            code.wide(0xE583_2000);
        } else {
            code.wide(0xEE91_2F11);
            code.wide(0xE222_2000 | VIRTUAL[random.nextInt(VIRTUAL.length)]);
            code.wide(0xEE81_2F11);
        }
    }

    /** HSR.EC decides. HVC and SVC have ELR behind them already. */
    private void trap() {
        begin();
        code.wide(0xEE95_0F12); // HSR
        code.wide(0xE1A0_1D20); // LSR R1, R0, #26
        code.wide(0xE351_0012);
        code.wide(0x1351_0011);
        int call = code.branch(EQ);
        code.wide(0xE351_0024);
        code.wide(0x1351_0020);
        int step = code.branch(NE);
        int exhausted = repair();
        end();
        code.land(exhausted);
        code.wide(0xE1A0_1D20);
        code.wide(0xE351_0020);
        int data = code.branch(NE);
        goToPart();
        end();
        code.land(data);
        code.land(step);
        stepOver();
        end();
        code.land(call);
        body.service();
        if (random.nextBoolean()) {
            injection();
        }
        end();
    }

    /**
     * Maps the page that HPFAR names in one of the VMs' tables, as long as the repairs last.
     *
     * @return a branch taken when they do not
     */
    private int repair() {
        code.constant(2, Layout.VARIABLES + Handlers.HYP_REPAIRS);
        code.wide(0xE592_3000);
        code.wide(0xE253_3001);
        code.wide(0xE582_3000);
        int exhausted = code.branch(Code.MI);
        code.wide(0xEE96_1F90); // HPFAR
        code.wide(0xE1A0_1221); // LSR R1, R1, #4
        code.wide(0xE201_103F);
        code.constant(2, Tables.stage2Level3(random.nextInt(Tables.SPACES)));
        code.constant(3, Mapping.NORMAL.stage2Descriptor(Layout.RAM));
        code.wide(0xE183_3601);
        code.wide(0xE782_3181);
        code.wide(0xEE88_0F97); // TLBIALLNSNH
        return exhausted;
    }

    /** ELR_hyp and SPSR_hyp lead to one of the parts of CPU 0. */
    private void goToPart() {
        code.constant(1, Layout.VARIABLES + Handlers.PARTS);
        code.wide(0xE591_1000 | 4 * random.nextInt(4));
        code.wide(0xE14F_0000);
        code.wide(0xE3C0_0406);
        code.wide(0xE3C0_0B3F);
        code.wide(0xE3C0_0020);
        code.wide(0xE311_0001);
        code.wide(0x1380_0020);
        code.wide(0xE3C1_1001);
        code.wide(0xE16F_F000);
        code.wide(WRITE_ELR);
    }
}
