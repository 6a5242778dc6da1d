package trapline.emulator;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.hyp.HypResident;

/** Writes small A32 programs for VMs: constants into registers, hypercalls, loads and stores, waiting. */
final class VmProgram {
    private static final int GICD = 0x0800_0000;
    private static final int GICC = 0x0801_0000;
    private static final int MESSAGE_INTID = 48;

    private final List<Integer> words = new ArrayList<>();

    VmProgram word(int instruction) {
        words.add(instruction);
        return this;
    }

    /** MOVW and MOVT. */
    VmProgram set(int register, int value) {
        word(0xE300_0000 | (value & 0xF000) << 4 | register << 12 | value & 0xFFF);
        return word(0xE340_0000 | (value >>> 28) << 16 | register << 12 | value >>> 16 & 0xFFF);
    }

    /** A hypercall with arguments in r0 and up. */
    VmProgram call(int number, int... arguments) {
        for (int n = 0; n < arguments.length; n++) {
            set(n, arguments[n]);
        }
        return word(0xE140_0070 | (number & 0xFFF0) << 4 | number & 0xF);
    }

    /** Stores a constant; uses r8 and r9. */
    VmProgram store(int address, int value) {
        return set(8, address).set(9, value).word(0xE588_9000);
    }

    /** Loads into a register; uses r8. */
    VmProgram load(int register, int address) {
        return set(8, address).word(0xE598_0000 | register << 12);
    }

    /** Lets message interrupts end a WFI. */
    VmProgram enableMessages() {
        store(GICD, 1);
        store(GICC, 1);
        store(GICC + 4, 0xFF);
        return store(GICD + 0x100 + 4 * (MESSAGE_INTID / 32), 1 << MESSAGE_INTID % 32);
    }

    /** Waits for a message interrupt, with interrupts masked, and takes it from the controller. */
    VmProgram waitForMessage() {
        word(0xE320_F003);
        load(7, GICC + 0xC);
        return set(8, GICC + 0x10).word(0xE588_7000);
    }

    /** Lets a data abort end the VM, with DFSR as its status; uses r8 and r9, and the vectors at this address. */
    VmProgram endOnDataAbort(int vectors) {
        store(vectors + 0x10, 0xEE15_0F10); // mrc p15, 0, r0, c5, c0, 0
        store(vectors + 0x14, 0xE140_0070 | (HypResident.SEMIHOSTING_EXIT & 0xFFF0) << 4 | 0xE);
        return set(9, vectors).word(0xEE0C_9F10); // mcr p15, 0, r9, c12, c0, 0
    }

    /** Ends the VM with r0, or with a constant. */
    VmProgram exit() {
        return word(0xE140_0070 | (HypResident.SEMIHOSTING_EXIT & 0xFFF0) << 4 | HypResident.SEMIHOSTING_EXIT & 0xF);
    }

    VmProgram exit(int status) {
        return set(0, status).exit();
    }

    Image image() {
        return Programs.image(words.stream().mapToInt(Integer::intValue).toArray());
    }
}
