package trapline.tests.agreement;

import static trapline.tests.agreement.A32Assembler.AL;
import static trapline.tests.agreement.A32Assembler.CS;
import static trapline.tests.agreement.A32Assembler.EQ;
import static trapline.tests.agreement.A32Assembler.LR;
import static trapline.tests.agreement.A32Assembler.NE;
import static trapline.tests.agreement.A32Assembler.R0;
import static trapline.tests.agreement.A32Assembler.R1;
import static trapline.tests.agreement.A32Assembler.R2;
import static trapline.tests.agreement.A32Assembler.R3;
import static trapline.tests.agreement.A32Assembler.R4;
import static trapline.tests.agreement.A32Assembler.R5;
import static trapline.tests.agreement.A32Assembler.R6;
import static trapline.tests.agreement.A32Assembler.R7;
import static trapline.tests.agreement.A32Assembler.SP;

import java.util.List;

/**
 * The program around random instructions: turns the MMU on with a flat mapping, and for each case of a table fills a scratch area, loads
 * registers and PSR, and jumps to the case's code in System or User mode. The code ends with SVC; its handler prints a line: a hash of
 * registers, PSR, scratch area and the exceptions taken on the way, or when verbose every word of them. Undefined instructions and aborts
 * are logged and stepped over, so that they too are compared.
 */
final class Harness {
    static final int BASE = 0x4010_0000;
    static final int CODE = 0x4040_0000;

    /** What is hashed: 16 registers with PSR, the exception log, the scratch area, D0 to D31, FPSCR. */
    static final int RESULT = 0x4010_8100;

    static final int EXCEPTION_LOG = RESULT + 64;
    static final int SCRATCH = EXCEPTION_LOG + 16;
    static final int SCRATCH_WORDS = 64;
    static final int EXTENSION_WORDS = 64;
    static final int RESULT_WORDS = 16 + 4 + SCRATCH_WORDS + EXTENSION_WORDS + 1;

    private static final int EXTENSION = SCRATCH + 4 * SCRATCH_WORDS;

    private static final int PAGE_TABLE = 0x4010_4000;
    private static final int VARIABLES = 0x4010_9000;
    private static final int STACKS = 0x4010_A000;
    private static final int CASES = 0x4011_0000;
    private static final int UART = 0x0900_0000;

    /** A case's record: code address, 15 registers, PSR, FPSCR, D0 to D31. */
    static final int CASE_WORDS = 17 + 1 + EXTENSION_WORDS;

    private static final int SECTIONS = 4096;
    private static final int NORMAL_SECTION = 0x1_1C0E;
    private static final int DEVICE_SECTION = 0x0_0C16;

    private static final int SCTLR_A = 1 << 1;

    private final boolean verbose;
    private final boolean alignmentCheck;
    private final A32Assembler code = new A32Assembler(BASE);

    private Harness(boolean verbose, boolean alignmentCheck) {
        this.verbose = verbose;
        this.alignmentCheck = alignmentCheck;
    }

    /** A whole program; with {@code alignmentCheck} SCTLR.A is set. */
    static ElfImage program(CaseSet cases, boolean verbose, boolean alignmentCheck) {
        Harness harness = new Harness(verbose, alignmentCheck);
        harness.vectors();
        harness.reset();
        harness.nextCase();
        harness.supervisorCall();
        harness.print();
        harness.exceptions();
        ElfImage image = new ElfImage(BASE, CODE + cases.codeBytes() - BASE + 0x2000, BASE);
        image.words(BASE, harness.code.assemble());
        for (int section = 0; section < SECTIONS; section++) {
            int attributes = section < 0x400 ? DEVICE_SECTION : NORMAL_SECTION;
            image.word(PAGE_TABLE + 4 * section, section << 20 | attributes);
        }
        cases.writeTo(image, CASES);
        return image;
    }

    private void vectors() {
        for (String handler : List.of("reset", "undefined", "svc", "prefetch", "data", "reset", "reset", "reset")) {
            code.branch(AL, handler);
        }
    }

    private void reset() {
        code.label("reset");
        leaveHyp();
        stack(0xDB, 0);
        stack(0xD7, 1);
        stack(0xD3, 2);
        code.constant(R0, BASE);
        code.systemWrite(R0, 12, 0, 0, 0);
        code.constant(R0, PAGE_TABLE);
        code.systemWrite(R0, 2, 0, 0, 0);
        code.moveImmediate(R0, 0);
        code.systemWrite(R0, 2, 0, 0, 2);
        code.systemWrite(R0, 8, 0, 7, 0);
        code.moveImmediate(R0, 1);
        code.systemWrite(R0, 3, 0, 0, 0);
        code.word(0xF57F_F04F);
        code.systemRead(R0, 1, 0, 0, 0);
        code.constant(R1, 0x1405 | (alignmentCheck ? SCTLR_A : 0));
        code.word(0xE180_0001);
        code.systemWrite(R0, 1, 0, 0, 0);
        code.constant(R0, 0x00F0_0000);
        code.systemWrite(R0, 1, 0, 0, 2);
        code.word(0xF57F_F06F);
        enableExtension();
        code.constant(R0, CASES);
        code.constant(R1, VARIABLES);
        code.store(R0, R1, 0);
        code.branch(AL, "next");
    }

    /** FPEXC.EN; clobbers R0. */
    private void enableExtension() {
        code.constant(R0, 1 << 30);
        code.word(0xEEE8_0A10);
    }

    /** From Hyp mode, where the machine starts when it has one, to Supervisor mode. */
    private void leaveHyp() {
        code.word(0xE10F_0000);
        code.word(0xE200_001F);
        code.word(0xE350_001A);
        code.branch(NE, "pl1");
        code.constant(R0, 0x1D3);
        code.word(0xE16F_F000);
        code.word(0xE28F_0004);
        code.word(0xE12E_F300);
        code.word(0xE160_006E);
        code.label("pl1");
    }

    /** Enters a mode by its CPSR and sets its stack. */
    private void stack(int cpsr, int index) {
        code.word(0xE321_F000 | cpsr);
        code.constant(SP, STACKS + 0x400 * (index + 1));
    }

    /** Fills the scratch area, takes the next case and enters it, or ends by semihosting SYS_EXIT. */
    private void nextCase() {
        code.label("next");
        code.word(0xF57F_F01F);
        code.constant(R0, EXCEPTION_LOG);
        code.moveImmediate(R1, 0);
        for (int i = 0; i < 4; i++) {
            code.storeNext(R1, R0);
        }
        code.moveImmediate(R2, SCRATCH_WORDS);
        code.constant(R3, 0x1357_9BDF);
        code.label("fill");
        code.storeNext(R3, R0);
        code.word(0xE083_36E3);
        code.subtract(R2, R2, 1);
        code.branch(NE, "fill");
        code.constant(R7, VARIABLES);
        code.load(R4, R7, 0);
        code.loadNext(LR, R4);
        code.word(0xE35E_0000);
        code.branch(EQ, "exit");
        code.load(R0, R4, 4 * 16);
        code.word(0xEEE1_0A10);
        code.add(R1, R4, 4 * 17);
        code.word(0xECB1_0B20);
        code.word(0xECF1_0B20);
        code.store(R1, R7, 0);
        code.load(R0, R4, 4 * 15);
        code.word(0xE16F_F000);
        code.move(SP, R4);
        code.word(0xE8DD_7FFF);
        code.word(0xE320_F000);
        code.constant(SP, RESULT);
        code.word(0xE1B0_F00E);
        code.label("exit");
        code.moveImmediate(R0, 0x18);
        code.constant(R1, 0x2_0026);
        code.word(0xEF12_3456);
        code.branch(AL, "exit");
    }

    private void supervisorCall() {
        code.label("end");
        code.word(0xEF00_0000);
        code.label("svc");
        code.word(0xE8CD_7FFF);
        code.word(0xE14F_0000);
        code.store(R0, SP, 60);
        enableExtension();
        code.constant(R1, EXTENSION);
        code.word(0xECA1_0B20);
        code.word(0xECE1_0B20);
        code.word(0xEEF1_0A10);
        code.store(R0, R1, 0);
        code.move(R0, SP);
        code.moveImmediate(R1, RESULT_WORDS);
        code.moveImmediate(R2, 0);
        code.label("hash");
        code.loadNext(R3, R0);
        if (verbose) {
            code.word(0xE92D_000F);
            code.move(R2, R3);
            code.call("print");
            code.word(0xE8BD_000F);
        }
        code.word(0xE023_2DE2);
        code.word(0xE082_2182);
        code.subtract(R1, R1, 1);
        code.branch(NE, "hash");
        code.call("print");
        code.moveImmediate(R3, '\n');
        code.store(R3, R7, 0);
        code.branch(AL, "next");
    }

    /** Prints R2 in hexadecimal and a space; clobbers R3, R5, R6, R7. */
    private void print() {
        code.label("print");
        code.constant(R7, UART);
        code.moveImmediate(R6, 8);
        code.label("digit");
        code.word(0xE1A0_2E62);
        code.word(0xE202_300F);
        code.word(0xE353_000A);
        code.word(0xB283_3030);
        code.word(0xA283_3057);
        code.store(R3, R7, 0);
        code.subtract(R6, R6, 1);
        code.branch(NE, "digit");
        code.moveImmediate(R3, ' ');
        code.store(R3, R7, 0);
        code.word(0xE12F_FF1E);
    }

    /** Each handler brings the faulting address to R3 and the kind to R0; then all log, and return behind the instruction. */
    private void exceptions() {
        code.label("undefined");
        saveRegisters();
        code.word(0xE14F_1000);
        code.word(0xE311_0020);
        code.word(0x024E_3004);
        code.word(0x124E_3002);
        code.moveImmediate(R0, 1);
        code.moveImmediate(R4, 0);
        code.moveImmediate(R5, 0);
        code.branch(AL, "log");
        code.label("prefetch");
        saveRegisters();
        code.word(0xE14F_1000);
        code.word(0xE24E_3004);
        code.moveImmediate(R0, 2);
        code.systemRead(R4, 5, 0, 0, 1);
        code.moveImmediate(R5, 0);
        code.branch(AL, "log");
        code.label("data");
        saveRegisters();
        code.word(0xE14F_1000);
        code.word(0xE24E_3008);
        code.moveImmediate(R0, 3);
        code.systemRead(R4, 5, 0, 0, 0);
        code.systemRead(R5, 6, 0, 0, 0);
        log();
        step();
        abandon();
    }

    private void saveRegisters() {
        code.word(0xE92D_40FF);
    }

    /** Mixes R0, R1, R3, R4, R5 into the second word of the log and counts in the first. */
    private void log() {
        code.label("log");
        code.constant(R7, EXCEPTION_LOG);
        code.load(R6, R7, 4);
        for (int register : new int[] {R0, R1, R3, R4, R5}) {
            code.word(0xE020_6DE6 | register << 16);
            code.word(0xE086_6186);
        }
        code.store(R6, R7, 4);
        code.load(R6, R7, 0);
        code.add(R6, R6, 1);
        code.store(R6, R7, 0);
        code.store(R4, R7, 8);
        code.store(R0, R7, 12);
    }

    /**
     * The return address is behind the instruction at R3, whose length in T32 its first halfword says. It returns outside any IT block, or
     * the block would shift.
     */
    private void step() {
        code.word(0xE350_0002);
        code.branch(NE, "step");
        code.word(0xE354_0002);
        code.branch(NE, "abandon");
        code.label("step");
        code.word(0xE3C1_2406);
        code.word(0xE3C2_2B3F);
        code.word(0xE16F_F002);
        code.word(0xE311_0020);
        code.add(R2, R3, 4);
        code.branch(EQ, "return");
        code.word(0xE1D3_20B0);
        code.word(0xE1A0_25A2);
        code.word(0xE352_001D);
        code.add(R2, R3, 4);
        code.branch(CS, "return");
        code.add(R2, R3, 2);
        code.label("return");
        code.word(0xE58D_2020);
        code.word(0xE8FD_80FF);
    }

    /** A prefetch abort other than BKPT means that the case has lost its way: it ends with an SVC of ours, in A32. */
    private void abandon() {
        code.label("abandon");
        code.word(0xE3C1_2020);
        code.word(0xE16F_F002);
        code.constant(R2, code.address("end"));
        code.branch(AL, "return");
    }
}
