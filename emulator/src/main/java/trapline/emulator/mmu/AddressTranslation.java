package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.recorder.event.AccessKind;

/**
 * The address translation operations of one processor and the Physical Address Register (ARM DDI 0406C B4.2.4, B4.1.112).
 * They walk, and leave the TLB alone.
 */
public final class AddressTranslation {
    private static final int HCR_VM_OR_DC = 1 | 1 << 12;
    private static final long PAR_F = 1;
    private static final long PAR_SS = 1 << 1;
    private static final long PAR_S2WLK = 1 << 8;
    private static final long PAR_FSTAGE = 1 << 9;
    private static final long PAR_NS = 1 << 9;
    private static final long PAR_NOS = 1 << 10;
    private static final long PAR_LPAE = 1 << 11;

    /** Which stages of which regime an operation translates through. */
    private enum Stages {
        /** Stage 1 of PL1&0 in the current Security state. */
        CURRENT,
        /** Both stages of Non-secure PL1&0. */
        NON_SECURE_BOTH,
        /** The Hyp regime. */
        HYP
    }

    /** The operations, by the manual's names. */
    public enum Operation {
        /** Stage 1 current state PL1 read. */
        ATS1CPR(Stages.CURRENT, true, false),
        /** Stage 1 current state PL1 write. */
        ATS1CPW(Stages.CURRENT, true, true),
        /** Stage 1 current state unprivileged read. */
        ATS1CUR(Stages.CURRENT, false, false),
        /** Stage 1 current state unprivileged write. */
        ATS1CUW(Stages.CURRENT, false, true),
        /** Stages 1 and 2 Non-secure only PL1 read. */
        ATS12NSOPR(Stages.NON_SECURE_BOTH, true, false),
        /** Stages 1 and 2 Non-secure only PL1 write. */
        ATS12NSOPW(Stages.NON_SECURE_BOTH, true, true),
        /** Stages 1 and 2 Non-secure only unprivileged read. */
        ATS12NSOUR(Stages.NON_SECURE_BOTH, false, false),
        /** Stages 1 and 2 Non-secure only unprivileged write. */
        ATS12NSOUW(Stages.NON_SECURE_BOTH, false, true),
        /** Stage 1 Hyp mode read. */
        ATS1HR(Stages.HYP, true, false),
        /** Stage 1 Hyp mode write. */
        ATS1HW(Stages.HYP, true, true);

        private final Stages stages;
        private final boolean privileged;
        private final boolean write;

        Operation(Stages stages, boolean privileged, boolean write) {
            this.stages = stages;
            this.privileged = privileged;
            this.write = write;
        }
    }

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final AddressTranslator translator;
    private final TranslationContext context = new TranslationContext();

    AddressTranslation(CpuState cpu, SystemRegisters registers, AddressTranslator translator) {
        this.cpu = cpu;
        this.registers = registers;
        this.translator = translator;
    }

    /**
     * Performs an operation: the outcome, good or bad, goes to PAR. Throws a data abort where the manual lets the
     * operation itself abort: an external abort on a walk, and a stage-2 fault on a stage-1 walk of ATS1C* at Non-secure
     * PL1, which only the hypervisor can mend.
     */
    public void execute(Operation operation, int va) {
        boolean hyp = cpu.mode == Mode.HYP;
        setContext(operation, !hyp && cpu.secure);
        boolean longFormat = isLongFormat(operation, hyp);
        AccessKind access = operation.write ? AccessKind.WRITE : AccessKind.READ;
        long par;
        try {
            Translation translation = translator.walkOnly(
                    context, va, access, operation.privileged, operation.stages == Stages.NON_SECURE_BOTH);
            par = success(translation, va, longFormat);
        } catch (GuestFault fault) {
            boolean forHypervisor = cpu.fault.stage2 && operation.stages == Stages.CURRENT && !hyp;
            if (forHypervisor || cpu.fault.kind == Fault.Kind.EXTERNAL_ON_WALK) {
                throw fault;
            }
            par = failure(longFormat);
        }
        registers.set(SysReg.PAR, cpu.secure, par);
    }

    private void setContext(Operation operation, boolean secure) {
        switch (operation.stages) {
            case CURRENT -> context.ofPl1(registers, secure, operation.privileged);
            case NON_SECURE_BOTH -> context.ofPl1(registers, false, operation.privileged);
            case HYP -> context.ofHyp(registers);
        }
    }

    private boolean isLongFormat(Operation operation, boolean hyp) {
        return context.longDescriptors
                || switch (operation.stages) {
                    case CURRENT -> hyp;
                    case NON_SECURE_BOTH -> (registers.get32(SysReg.HCR) & HCR_VM_OR_DC) != 0;
                    case HYP -> true;
                };
    }

    private static long success(Translation translation, int va, boolean longFormat) {
        int attributes = translation.attributes();
        long sh = (long) attributes >>> MemoryAttributes.SH_SHIFT & 0b11;
        long pa = translation.paOf(va);
        long ns = translation.nonSecure ? PAR_NS : 0;
        if (longFormat) {
            return (attributes & 0xFFL) << 56 | pa & 0xFF_FFFF_F000L | PAR_LPAE | ns | sh << 7;
        }
        long fields = ns | (sh == 0b11 ? PAR_NOS : 0) | (sh != 0 ? 1 << 7 : 0) | shortAttributes(attributes);
        if (translation.sizeLog2 == 24) {
            return pa & 0xFF00_0000L | (pa >>> 32 & 0xFF) << 16 | fields | PAR_SS;
        }
        return pa & 0xFFFF_F000L | fields;
    }

    /** Inner[2:0] in bits 6:4 and Outer[1:0] in bits 3:2. */
    private static int shortAttributes(int attributes) {
        if (!MemoryAttributes.isNormal(attributes)) {
            return ((attributes & 0xFF) == MemoryAttributes.STRONGLY_ORDERED ? 0b001 : 0b011) << 4;
        }
        int inner = cacheability(attributes & 0xF);
        return (inner == 0 ? 0 : 0b100 | inner) << 4 | cacheability(attributes >>> 4 & 0xF) << 2;
    }

    private static int cacheability(int nibble) {
        if (nibble == 0x4) {
            return 0b00;
        }
        if ((nibble & 0b1100) == 0b1000) {
            return 0b10;
        }
        return (nibble & 1) != 0 ? 0b01 : 0b11;
    }

    private long failure(boolean longFormat) {
        Fault fault = cpu.fault;
        if (longFormat) {
            return PAR_F
                    | PAR_LPAE
                    | (long) FaultStatus.longFormat(fault.kind, fault.level) << 1
                    | (fault.stage2 ? PAR_FSTAGE : 0)
                    | (fault.onStage1Walk ? PAR_S2WLK : 0);
        }
        return PAR_F | (long) FaultStatus.shortFormat(fault.kind, fault.level) << 1;
    }
}
