package trapline.emulator.microvisor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * The registers of a vCPU that is not loaded: general-purpose registers of all PL1 and PL0 modes, and the system registers
 * that a guest can change without a trap. Interrupts and timers keep their own.
 */
final class SavedContext {
    private static final int UNBANKED = 8;

    /** A register of a mode. */
    private record Banked(Mode mode, int number) {}

    private static final List<Banked> BANKED = List.of(
            new Banked(Mode.USR, 8),
            new Banked(Mode.USR, 9),
            new Banked(Mode.USR, 10),
            new Banked(Mode.USR, 11),
            new Banked(Mode.USR, 12),
            new Banked(Mode.USR, 13),
            new Banked(Mode.USR, 14),
            new Banked(Mode.FIQ, 8),
            new Banked(Mode.FIQ, 9),
            new Banked(Mode.FIQ, 10),
            new Banked(Mode.FIQ, 11),
            new Banked(Mode.FIQ, 12),
            new Banked(Mode.FIQ, 13),
            new Banked(Mode.FIQ, 14),
            new Banked(Mode.FIQ, HypPort.SPSR),
            new Banked(Mode.IRQ, 13),
            new Banked(Mode.IRQ, 14),
            new Banked(Mode.IRQ, HypPort.SPSR),
            new Banked(Mode.SVC, 13),
            new Banked(Mode.SVC, 14),
            new Banked(Mode.SVC, HypPort.SPSR),
            new Banked(Mode.ABT, 13),
            new Banked(Mode.ABT, 14),
            new Banked(Mode.ABT, HypPort.SPSR),
            new Banked(Mode.UND, 13),
            new Banked(Mode.UND, 14),
            new Banked(Mode.UND, HypPort.SPSR));

    private static final List<SysReg> SYSTEM = List.of(
            SysReg.CSSELR,
            SysReg.SCTLR,
            SysReg.CPACR,
            SysReg.TTBR0,
            SysReg.TTBR1,
            SysReg.TTBCR,
            SysReg.DACR,
            SysReg.DFSR,
            SysReg.IFSR,
            SysReg.ADFSR,
            SysReg.AIFSR,
            SysReg.DFAR,
            SysReg.IFAR,
            SysReg.PAR,
            SysReg.PRRR,
            SysReg.NMRR,
            SysReg.AMAIR0,
            SysReg.AMAIR1,
            SysReg.VBAR,
            SysReg.CONTEXTIDR,
            SysReg.TPIDRURW,
            SysReg.TPIDRURO,
            SysReg.TPIDRPRW,
            SysReg.CNTKCTL);

    private final int[] low = new int[UNBANKED];
    private final int[] banked = new int[BANKED.size()];
    private final Map<SysReg, Long> system = new EnumMap<>(SysReg.class);
    private int pc;
    private int psr;

    /** Takes where the guest goes on, which the next exception from Hyp mode would overwrite. */
    void saveReturn(HypPort port) {
        pc = port.elrHyp();
        psr = port.spsrHyp();
    }

    /** Puts it back. */
    void loadReturn(HypPort port) {
        port.setElrHyp(pc);
        port.setSpsrHyp(psr);
    }

    /** Takes everything else out of the CPU. */
    void save(HypPort port) {
        for (int n = 0; n < UNBANKED; n++) {
            low[n] = port.guestRegister(n);
        }
        for (int i = 0; i < banked.length; i++) {
            Banked register = BANKED.get(i);
            banked[i] = port.banked(register.mode, register.number);
        }
        saveSystem(port);
    }

    /** Takes the system registers only: at reset, what a new vCPU is to find in them. */
    void saveSystem(HypPort port) {
        for (SysReg register : SYSTEM) {
            system.put(register, port.system(register));
        }
    }

    /** Puts everything into the CPU. */
    void load(HypPort port) {
        loadReturn(port);
        for (int n = 0; n < UNBANKED; n++) {
            port.setGuestRegister(n, low[n]);
        }
        for (int i = 0; i < banked.length; i++) {
            Banked register = BANKED.get(i);
            port.setBanked(register.mode, register.number, banked[i]);
        }
        system.forEach(port::setSystem);
    }

    /** The state in which a vCPU starts: registers zero but for these. */
    void start(SavedContext reset, int newPc, int newPsr, int r0, int r1, int r2) {
        java.util.Arrays.fill(low, 0);
        java.util.Arrays.fill(banked, 0);
        system.putAll(reset.system);
        low[0] = r0;
        low[1] = r1;
        low[2] = r2;
        pc = newPc;
        psr = newPsr;
    }
}
