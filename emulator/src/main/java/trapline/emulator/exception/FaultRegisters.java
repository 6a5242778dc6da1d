package trapline.emulator.exception;

import trapline.emulator.cpu.Fault;
import trapline.emulator.mmu.FaultStatus;

/** How a {@link Fault} reads in DFSR and IFSR (ARM DDI 0406C B3.13.3 and B3.13.4). */
public final class FaultRegisters {
    private static final int WNR = 1 << 11;
    private static final int CM = 1 << 13;
    private static final int LPAE = 1 << 9;

    /** FS of an asynchronous external abort in the Short-descriptor format, and STATUS in the Long-descriptor one. */
    private static final int ASYNCHRONOUS_SHORT = 0b10110;

    private static final int ASYNCHRONOUS_LONG = 0b010001;

    private FaultRegisters() {}

    /** IFSR in the Short-descriptor format. */
    public static int shortFormat(Fault fault) {
        return fault.domain << 4 | spread(FaultStatus.shortFormat(fault.kind, fault.level));
    }

    /** DFSR in the Short-descriptor format. */
    public static int shortFormatData(Fault fault) {
        return shortFormat(fault) | dataBits(fault);
    }

    /** IFSR in the Long-descriptor format. */
    public static int longFormat(Fault fault) {
        return LPAE | FaultStatus.longFormat(fault.kind, fault.level);
    }

    /** DFSR in the Long-descriptor format. */
    public static int longFormatData(Fault fault) {
        return longFormat(fault) | dataBits(fault);
    }

    /** DFSR of an asynchronous external abort. */
    static int asynchronous(boolean longDescriptors) {
        return longDescriptors ? LPAE | ASYNCHRONOUS_LONG : spread(ASYNCHRONOUS_SHORT);
    }

    /** WnR of a debug exception is UNKNOWN (B4.1.52), and 0 under QEMU. */
    private static int dataBits(Fault fault) {
        boolean write = fault.isWrite() && fault.kind != Fault.Kind.DEBUG;
        return (write ? WNR : 0) | (fault.cacheMaintenance ? CM : 0);
    }

    /** FS[4] goes to bit 10, FS[3:0] to bits 3:0. */
    private static int spread(int fs) {
        return (fs & 0b10000) << 6 | fs & 0b1111;
    }
}
