package trapline.executors;

import static trapline.executors.Code.AL;
import static trapline.executors.Code.CS;
import static trapline.executors.Code.EQ;
import static trapline.executors.Code.NE;
import static trapline.executors.Code.SP;

import java.util.SplittableRandom;

/**
 * Writes the exception handlers of PL1 for one CPU, in A32. They step over what faults, sometimes map its page first, serve
 * calls and interrupts with a random deed, and lead a program that has lost its way to one of its parts.
 */
final class Handlers {
    /** Offset of the variables in a CPU's page of them; the stacks come after. */
    static final int REPAIRS = 0;

    static final int HYP_REPAIRS = 4;
    static final int NEXT_PART = 8;
    /** Four entries of parts of the program. */
    static final int PARTS = 16;

    private static final int STACK = 0x100;
    private static final int STACK_BYTES = 0x40;

    private static final int PUSH = 0xE92D_000F;
    private static final int POP = 0xE8BD_000F;
    private static final int READ_SPSR = 0xE14F_0000;
    private static final int WRITE_SPSR = 0xE16F_F000;
    private static final int IS_THUMB = 0xE310_0020;
    private static final int RETURN = 0xE1B0_F00E;

    private final Code code;
    private final SplittableRandom random;
    private final Profile profile;
    private final Body body;
    private final int cpu;
    private final boolean clearIt;

    Handlers(Code code, SplittableRandom random, Profile profile, Body body, int cpu) {
        this.code = code;
        this.random = random;
        this.profile = profile;
        this.body = body;
        this.cpu = cpu;
        this.clearIt = random.nextBoolean();
    }

    /** Vectors and handlers. */
    void write() {
        code.at(Layout.vectorsOf(cpu), false);
        int[] vectors = new int[8];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = code.branch(AL);
        }
        code.land(vectors[1]);
        undefined();
        code.land(vectors[2]);
        supervisorCall();
        code.land(vectors[3]);
        prefetchAbort();
        code.land(vectors[0]);
        code.land(vectors[4]);
        dataAbort();
        code.land(vectors[5]);
        code.land(vectors[6]);
        interrupt(1);
        code.land(vectors[7]);
        interrupt(2);
    }

    /** Each handler has a stack of its own, set anew each time. */
    private void begin(int stack) {
        code.constant(SP, Layout.variablesOf(cpu) + STACK + STACK_BYTES * (stack + 1));
        code.wide(PUSH);
    }

    private void end(int returning) {
        code.wide(POP);
        code.wide(returning);
    }

    private void undefined() {
        begin(0);
        code.wide(READ_SPSR);
        code.wide(IS_THUMB);
        int done = code.branch(EQ);
        code.wide(0xE15E_10B2); // LDRH R1, [LR, #-2]
        code.wide(0xE1A0_15A1); // LSR R1, R1, #11
        code.wide(0xE351_001D);
        code.wide(0x228E_E002); // ADDCS LR, LR, #2
        code.land(done);
        leaveItBlock();
        end(RETURN);
    }

    /** R0 is the SPSR. Returning into the IT block that was left, one instruction late, is as good a test. */
    private void leaveItBlock() {
        if (clearIt) {
            code.wide(0xE3C0_0406);
            code.wide(0xE3C0_0B3F);
            code.wide(WRITE_SPSR);
        }
    }

    private void supervisorCall() {
        begin(1);
        body.service();
        if (random.nextInt(3) == 0) {
            code.wide(READ_SPSR);
            code.wide(0xE220_000F); // EOR R0, R0, #15: User to System and back
            code.wide(0xE161_F000); // MSR SPSR_c, R0
        }
        end(RETURN);
    }

    /** A breakpoint is stepped over; LR is 4 behind its address in both sets. */
    private void prefetchAbort() {
        begin(2);
        code.wide(0xEE15_0F30); // IFSR
        code.wide(0xE200_000F);
        code.wide(0xE350_0002);
        int lost = code.branch(NE);
        code.wide(READ_SPSR);
        code.wide(IS_THUMB);
        code.wide(0x124E_E002); // SUBNE LR, LR, #2
        end(RETURN);
        code.land(lost);
        code.wide(0xEE16_0F50); // IFAR
        code.wide(0xE1A0_1920); // LSR R1, R0, #18
        code.wide(0xE351_0A01); // CMP R1, #0x1000: in RAM?
        int outside = code.branch(NE);
        int retry = repair();
        code.wide(0xE24E_E004);
        end(RETURN);
        code.land(outside);
        code.land(retry);
        goToPart();
        end(RETURN);
    }

    private void dataAbort() {
        begin(3);
        code.wide(0xEE16_0F10); // DFAR
        int skip = repair();
        code.wide(0xE24E_E008);
        end(RETURN);
        code.land(skip);
        code.wide(READ_SPSR);
        code.wide(IS_THUMB);
        int wide = code.branch(EQ);
        code.wide(0xE15E_10B8); // LDRH R1, [LR, #-8]
        code.wide(0xE1A0_15A1);
        code.wide(0xE351_001D);
        int far = code.branch(CS);
        code.wide(0xE24E_E002);
        code.land(far);
        code.land(wide);
        code.wide(0xE24E_E004);
        leaveItBlock();
        end(RETURN);
    }

    /**
     * Maps the page of RAM whose address R0 holds, as long as the number of repairs lasts.
     *
     * @return a branch taken when it does not
     */
    private int repair() {
        code.constant(1, Layout.variablesOf(cpu) + REPAIRS);
        code.wide(0xE591_2000);
        code.wide(0xE252_2001);
        code.wide(0xE581_2000);
        int exhausted = code.branch(Code.MI);
        boolean isLong = profile.translation() == Translation.LONG;
        code.constant(2, Tables.descriptorAddress(profile.translation(), 0, Layout.RAM));
        Mapping mapping = random.nextInt(4) == 0 ? Mapping.NON_GLOBAL : Mapping.NORMAL;
        code.constant(3, isLong ? mapping.longDescriptor(Layout.RAM) : mapping.shortDescriptor(Layout.RAM));
        code.wide(0xE1A0_1620); // LSR R1, R0, #12
        code.wide(0xE201_103F);
        code.wide(0xE183_3601); // ORR R3, R3, R1, LSL #12
        code.wide(isLong ? 0xE782_3181 : 0xE782_3101); // STR R3, [R2, R1, LSL #3 or #2]
        code.wide(random.nextBoolean() ? 0xEE08_0F37 : 0xEE08_0F17);
        return exhausted;
    }

    /** Lets LR and SPSR lead to the next of the program's parts. */
    private void goToPart() {
        code.constant(1, Layout.variablesOf(cpu) + NEXT_PART);
        code.wide(0xE591_0000);
        code.wide(0xE280_2001);
        code.wide(0xE202_2003);
        code.wide(0xE581_2000);
        code.wide(0xE281_1000 | PARTS - NEXT_PART);
        code.wide(0xE791_E100); // LDR LR, [R1, R0, LSL #2]
        code.wide(READ_SPSR);
        code.wide(0xE3C0_0406);
        code.wide(0xE3C0_0B3F);
        code.wide(0xE3C0_0020);
        code.wide(0xE31E_0001);
        code.wide(0x1380_0020);
        code.wide(0xE3CE_E001);
        code.wide(WRITE_SPSR);
    }

    /** Acknowledges, lets the timers fire again some time, does something, ends. */
    private void interrupt(int number) {
        begin(3 + number);
        code.constant(1, random.nextInt(8) == 0 ? Layout.GICV : Layout.GICC);
        code.wide(0xE591_000C);
        code.wide(0xE92D_0003);
        code.constant(2, 1 + random.nextInt(60));
        code.wide(0xEE0E_2F13);
        code.wide(0xEE0E_2F12);
        if (random.nextBoolean()) {
            body.service();
        }
        code.wide(0xE8BD_0003);
        code.wide(0xE581_0010);
        end(0xE25E_F004);
    }
}
