package trapline.emulator.debug;

import java.util.Arrays;
import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** The watchpoints of one processor (ARM DDI 0406C C3.4). Which addresses are watched follows from the registers alone, who may access them
 * from the state too. */
public final class Watchpoints {
    /** The answer of {@link #hit} when there is none. */
    public static final long NONE = -1;

    private static final List<SysReg> VALUES = List.of(SysReg.DBGWVR0, SysReg.DBGWVR1, SysReg.DBGWVR2, SysReg.DBGWVR3);
    private static final List<SysReg> CONTROLS =
            List.of(SysReg.DBGWCR0, SysReg.DBGWCR1, SysReg.DBGWCR2, SysReg.DBGWCR3);
    private static final int COUNT = VALUES.size();
    private static final int LOAD = 1 << 3;
    private static final int STORE = 1 << 4;
    private static final int PAGE = 4096;

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final MonitorMode mode;
    private long version = -1;
    /** Whether anything is watched. */
    private boolean watching;

    // By number of the watchpoint; one that watches nothing has no bytes.
    private final int[] controls = new int[COUNT];
    /** The first address of the doubleword, word, or masked range. */
    private final int[] starts = new int[COUNT];
    /** How long that is. */
    private final long[] lengths = new long[COUNT];
    /** Which bytes of it, up to 8, are watched; -1 for all. */
    private final int[] selects = new int[COUNT];

    /** Of a processor with these registers. */
    public Watchpoints(CpuState cpu, SystemRegisters registers) {
        this.cpu = cpu;
        this.registers = registers;
        mode = new MonitorMode(cpu, registers);
    }

    /** Looks at the registers, which may have changed; whether addresses are watched that were not before. */
    public boolean refresh() {
        if (version == registers.translationVersion()) {
            return false;
        }
        version = registers.translationVersion();
        boolean selected = mode.isSelected();
        int enabled = 0;
        for (SysReg control : CONTROLS) {
            enabled |= registers.get32(control) & MonitorMode.ENABLED;
        }
        if (!watching && (enabled == 0 || !selected)) {
            return false;
        }
        int[] startsBefore = starts.clone();
        long[] lengthsBefore = lengths.clone();
        watching = false;
        for (int n = 0; n < COUNT; n++) {
            set(n, registers.get32(VALUES.get(n)), selected ? registers.get32(CONTROLS.get(n)) : 0);
            watching |= lengths[n] != 0;
        }
        return watching && !(Arrays.equals(startsBefore, starts) && Arrays.equals(lengthsBefore, lengths));
    }

    private void set(int n, int value, int control) {
        controls[n] = control;
        lengths[n] = 0;
        int mask = control >>> 24 & 0x1F;
        if ((control & MonitorMode.ENABLED) == 0) {
            return;
        }
        if (mask == 0) {
            // With bit 2 of the address set, there is one word with four bytes.
            boolean word = (value & 0b100) != 0;
            int select = control >>> 5 & (word ? 0xF : 0xFF);
            starts[n] = value & ~0b11;
            lengths[n] = select == 0 ? 0 : word ? 4 : 8;
            selects[n] = select;
        } else if (mask > 2) {
            // Masks of 1 and 2 are reserved; with others BAS is to be all ones, and as under QEMU does not count.
            starts[n] = value & -1 << mask;
            lengths[n] = 1L << mask;
            selects[n] = -1;
        }
    }

    /** Whether anything in the page of an address is watched. */
    public boolean coversPage(int va) {
        if (!watching) {
            return false;
        }
        for (int n = 0; n < COUNT; n++) {
            if (overlap(n, va & -PAGE, PAGE)) {
                return true;
            }
        }
        return false;
    }

    private boolean overlap(int n, int va, int size) {
        return Integer.toUnsignedLong(va - starts[n]) < lengths[n]
                || lengths[n] != 0 && Integer.toUnsignedLong(starts[n] - va) < size;
    }

    /**
     * The first address of an access that a watchpoint matches, or {@link #NONE}.
     *
     * @param privileged the access has PL1's rights, whatever the mode
     */
    public long hit(int va, int size, boolean write, boolean privileged) {
        if (!watching || !mode.permitsHere() || cpu.servedByDebugger) {
            return NONE;
        }
        for (int n = 0; n < COUNT; n++) {
            if (lengths[n] != 0 && (controls[n] & (write ? STORE : LOAD)) != 0 && overlap(n, va, size)) {
                long hit = firstByte(n, va, size);
                if (hit != NONE && mode.matchesState(controls[n], privileged) && mode.matchesLink(controls[n])) {
                    return hit;
                }
            }
        }
        return NONE;
    }

    private long firstByte(int n, int va, int size) {
        for (int i = 0; i < size; i++) {
            int offset = va + i - starts[n];
            if (Integer.toUnsignedLong(offset) < lengths[n] && (selects[n] < 0 || (selects[n] >>> offset & 1) != 0)) {
                return Integer.toUnsignedLong(va + i);
            }
        }
        return NONE;
    }
}
