package trapline.emulator.exception;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;

/**
 * MRS and MSR (banked register), ARM DDI 0406C B9.2.3, B9.3.9 and B9.3.10. What is UNPREDICTABLE there (registers of the
 * current mode, or of a mode that may not be looked into) is UNDEFINED here, as under QEMU. Part of the Virtualization
 * Extensions, and UNDEFINED without them.
 */
public final class BankedAccess {
    /** Stands for ELR_hyp, which no other register number means. */
    private static final int ELR = 17;

    private static final int NONE = -1;

    private final Core core;
    private final CpuState cpu;

    /** For one processor. */
    public BankedAccess(Core core) {
        this.core = core;
        this.cpu = core.state;
    }

    /** Reads the register that {@code sysm} and R name. */
    public int read(int sysm, boolean spsr) {
        Mode mode = mode(sysm);
        int n = checked(mode, sysm, spsr);
        return n == ELR ? cpu.elrHyp : Banks.read(cpu, mode, n);
    }

    /** Writes the register that {@code sysm} and R name. */
    public void write(int sysm, boolean spsr, int value) {
        Mode mode = mode(sysm);
        int n = checked(mode, sysm, spsr);
        if (n == ELR) {
            cpu.elrHyp = value;
        } else {
            Banks.write(cpu, mode, n, value);
        }
    }

    /** SYSm names the mode by its upper bits. */
    private static Mode mode(int sysm) {
        return switch (sysm >> 3) {
            case 0b00 -> Mode.USR;
            case 0b01 -> Mode.FIQ;
            case 0b10 ->
                switch (sysm & 0b110) {
                    case 0b000 -> Mode.IRQ;
                    case 0b010 -> Mode.SVC;
                    case 0b100 -> Mode.ABT;
                    default -> Mode.UND;
                };
            default -> (sysm & 0b110) == 0b100 ? Mode.MON : Mode.HYP;
        };
    }

    private int checked(Mode mode, int sysm, boolean spsr) {
        int n = spsr ? spsrNumber(sysm) : number(sysm);
        boolean present = core.features.virtualization();
        if (!present || n == NONE || cpu.mode == Mode.USR || !accessible(mode, n)) {
            throw GuestFault.UNDEFINED;
        }
        return n;
    }

    /** The register number of the table for R=0; {@link #NONE} where the table has a hole. */
    private static int number(int sysm) {
        if (sysm < 0b10000) {
            return (sysm & 0b111) == 0b111 ? NONE : 8 + (sysm & 0b111);
        }
        if (sysm == 0b11110) {
            return ELR;
        }
        if (sysm >= 0b11000 && sysm < 0b11100) {
            return NONE;
        }
        return (sysm & 1) == 0 ? CpuState.LR : CpuState.SP;
    }

    /** R=1: the even numbers of the exception modes, and 0b01110 for FIQ. */
    private static int spsrNumber(int sysm) {
        boolean present = sysm == 0b01110
                || sysm >= 0b10000 && sysm < 0b11000 && (sysm & 1) == 0
                || sysm == 0b11100
                || sysm == 0b11110;
        return present ? Banks.SPSR : NONE;
    }

    private boolean accessible(Mode mode, int n) {
        return switch (mode) {
            case USR -> userAccessible(n);
            case MON -> cpu.mode != Mode.MON && core.isSecure();
            case HYP -> hypAccessible(n);
            case FIQ, IRQ, SVC, ABT, UND, SYS -> cpu.mode != mode;
        };
    }

    /** Of User mode's registers only those that the current mode has others of. */
    private boolean userAccessible(int n) {
        if (n == CpuState.SP) {
            return cpu.mode != Mode.SYS;
        }
        if (n == CpuState.LR) {
            return cpu.mode != Mode.SYS && cpu.mode != Mode.HYP;
        }
        return cpu.mode == Mode.FIQ;
    }

    /** Monitor mode sees all with SCR.NS set; Hyp mode names only its ELR. */
    private boolean hypAccessible(int n) {
        if (!core.features.virtualization()) {
            return false;
        }
        return cpu.mode == Mode.MON || cpu.mode == Mode.HYP && n == ELR;
    }
}
