package trapline.emulator.sysreg;

import static trapline.emulator.cpu.ControlBits.DBGOSLAR_KEY;
import static trapline.emulator.cpu.ControlBits.DBGOSLSR_OSLK;
import static trapline.emulator.cpu.ControlBits.TTBCR_EAE;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.mmu.AddressTranslation;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TlbOperation;

/** The coprocessor registers of one processor: carries out the actions of the {@link RegisterTable}. */
public final class CoprocessorRegisters {
    private static final int MPIDR_FORMAT = 1 << 31;
    private static final int PFR1_SECURITY = 1 << 4;
    private static final int PFR1_VIRTUALIZATION = 1 << 12;
    /** TTBCR bits that are not there with long descriptors, and those that are with short ones (B4.1.153). */
    private static final long TTBCR_LONG_RESERVED = 0x0038_C078;

    private static final long TTBCR_SHORT = 0b111;
    private static final long TTBCR_PD = 0b11 << 4;
    /** CCSIDR by CSSELR: level 1 data and instruction, level 2. */
    private static final int[] CACHE_SIZES = {0x701FE00A, 0x201FE00A, 0x711FE07A};

    /** DBGOSLSR shows the kind of the lock. */
    private static final int DBGOSLSR_MODEL = 1 << 3;

    private static final long DBGBCR_BAS_EVEN = 0b0101 << 5;

    private static final int LOW_BITS = 32;

    private final Core core;
    private final SystemRegisters registers;
    private final AccessRules rules;
    private final PerformanceMonitors monitors;
    private final Interrupts interrupts;
    private final MemoryPort memory;
    private final Trace trace;
    private final CoprocessorPorts ports;
    private final BitSet reported = new BitSet();

    /** For one processor, in its reset state. */
    public CoprocessorRegisters(
            Core core, Interrupts interrupts, MemoryPort memory, Tick tick, Trace trace, CoprocessorPorts ports) {
        this.core = core;
        this.registers = core.registers;
        this.interrupts = interrupts;
        this.memory = memory;
        this.trace = trace;
        this.ports = ports;
        this.monitors = new PerformanceMonitors(core, tick);
        this.rules = new AccessRules(core);
        reset();
    }

    /** Sets every stored register, in both copies, to its reset value; the extensions' registers too, which B1.9.1 disables. */
    public void reset() {
        for (RegisterRow row : RegisterTable.rows()) {
            if (row.storage().isPresent() && row.action() != Action.CONTEXT_64 && row.action() != Action.VIEW) {
                registers.set(row.register(), true, row.value());
                registers.set(row.register(), false, row.value());
            }
        }
        registers.set(SysReg.VMPIDR, multiprocessorId());
        monitors.reset();
        core.writeFpscr(0);
        core.writeFpexc(0);
    }

    /** Whether an access at PL1 is defined, where nothing traps it. */
    public static boolean isDefined(int encoding, boolean read) {
        return RegisterTable.find(encoding)
                .map(RegisterRow::access)
                .filter(access -> access.scope() == Access.Scope.PRIVILEGED)
                .filter(access -> access.pl1().permits(read))
                .isPresent();
    }

    /** What becomes of an access by an instruction in the current mode. */
    public Verdict judge(int encoding, boolean read) {
        if (core.isGuest() && core.state.privilegeLevel() == 1 && rules.trapsByNumber(encoding)) {
            return Verdict.HYP_TRAP;
        }
        Optional<RegisterRow> row = RegisterTable.find(encoding);
        if (row.isEmpty()) {
            reportUnknown(encoding, read);
            return Verdict.UNDEFINED;
        }
        return rules.judge(row.get(), encoding, read);
    }

    /** Carries out a permitted read. 32-bit values are zero-extended. */
    public long read(int encoding) {
        return read(row(encoding));
    }

    /** Carries out a permitted write. */
    public void write(int encoding, long value) {
        write(row(encoding), value);
    }

    /** Reads a register by name, as Hyp mode does: the Non-secure copy, all 64 bits of a 64-bit one. */
    public long read(SysReg register) {
        RegisterRow row = row(register.encoding());
        return row.storage().isPresent() ? registers.get(register) : read(row);
    }

    /** Writes a register by name, as Hyp mode does, with its effects. */
    public void write(SysReg register, long value) {
        RegisterRow row = row(register.encoding());
        if (row.action() == Action.CONTEXT_LOW) {
            registers.set(register, value);
            memory.contextChanged();
        } else {
            write(row, value);
        }
    }

    /** What the state hash covers beside the stored registers. */
    public long digest() {
        return monitors.digest();
    }

    private static RegisterRow row(int encoding) {
        Optional<RegisterRow> row = RegisterTable.find(encoding);
        if (row.isEmpty()) {
            throw new IllegalStateException("no register " + CoprocessorEncoding.describe(encoding));
        }
        return row.get();
    }

    private void reportUnknown(int encoding, boolean read) {
        if (CoprocessorEncoding.coprocessor(encoding) >= 14) {
            report(
                    encoding,
                    read,
                    "register " + CoprocessorEncoding.describe(encoding) + (read ? " read" : " written"));
        }
    }

    /** Once for each register and direction. */
    private void report(int encoding, boolean read, String text) {
        int place = RegisterTable.place(encoding) * 2 + (read ? 1 : 0);
        if (reported.get(place)) {
            return;
        }
        reported.set(place);
        byte[] what = text.getBytes(StandardCharsets.UTF_8);
        trace.send(trace.begin(EventType.UNIMPLEMENTED, core.state)
                .put(core.state.slots[CpuState.PC] & 0xFFFF_FFFFL)
                .putBytes(what, 0, what.length));
    }

    private int multiprocessorId() {
        return MPIDR_FORMAT | core.state.index;
    }

    private long read(RegisterRow row) {
        long value =
                switch (row.action()) {
                    case CONSTANT -> row.value();
                    case MAIN_ID -> core.isGuest() ? registers.get(SysReg.VPIDR) : row.value();
                    case MULTIPROCESSOR_ID -> core.isGuest() ? registers.get(SysReg.VMPIDR) : multiprocessorId();
                    case PROCESSOR_FEATURE_1 -> row.value() | extensions();
                    case CACHE_SIZE_ID -> cacheSize(core.banked(SysReg.CSSELR));
                    case L2_CONTROL -> row.value() | (long) (ports.cpus() - 1) << 24;
                    case STORED,
                            VIEW,
                            BREAKPOINT_CONTROL,
                            CLAIM_CLEAR,
                            CONTEXT,
                            TRANSLATION_CONTROL,
                            SECURE_CONFIGURATION,
                            EXTENSION_CONTROL,
                            FREQUENCY,
                            CONTEXT_LOW,
                            CONTEXT_64 -> registers.get(row.register(), core.secureRegisters());
                    case INTERRUPT_STATUS -> interrupts.status();
                    case CLAIM_SET -> row.value();
                    case OS_LOCK, IGNORED, NOTHING, BARRIER, TLB, TRANSLATE -> 0;
                    case MONITOR -> monitors.read(PerformanceMonitors.Register.valueOf(row.operation()));
                    case TIMER -> timer(row).read(ports.timer(), core.secureRegisters());
                };
        return row.pattern().is64() ? value : value & 0xFFFF_FFFFL;
    }

    private int extensions() {
        return (core.features.security() ? PFR1_SECURITY : 0)
                | (core.features.virtualization() ? PFR1_VIRTUALIZATION : 0);
    }

    private static int cacheSize(int csselr) {
        return csselr < CACHE_SIZES.length ? CACHE_SIZES[csselr] : 0;
    }

    private static TimerRegister timer(RegisterRow row) {
        return TimerRegister.valueOf(row.operation());
    }

    private void write(RegisterRow row, long value) {
        switch (row.action()) {
            case CONSTANT,
                    MAIN_ID,
                    MULTIPROCESSOR_ID,
                    PROCESSOR_FEATURE_1,
                    CACHE_SIZE_ID,
                    L2_CONTROL,
                    INTERRUPT_STATUS,
                    VIEW,
                    IGNORED,
                    NOTHING -> {}
            case BARRIER -> memory.dropFetchPage();
            case STORED, FREQUENCY -> store(row, value, row.mask());
            case BREAKPOINT_CONTROL -> storeContext(row, selectHalfwords(value), row.mask());
            case OS_LOCK -> {
                registers.set(SysReg.DBGOSLSR, DBGOSLSR_MODEL | (value == DBGOSLAR_KEY ? DBGOSLSR_OSLK : 0));
                memory.contextChanged();
            }
            case CLAIM_SET ->
                registers.set(SysReg.DBGCLAIMCLR, registers.get(SysReg.DBGCLAIMCLR) | value & row.value());
            case CLAIM_CLEAR -> registers.set(row.register(), registers.get(row.register()) & ~value);
            case CONTEXT -> storeContext(row, value, row.mask());
            case CONTEXT_LOW -> storeContext(row, value, (1L << LOW_BITS) - 1);
            case CONTEXT_64 -> storeContext(row, value, -1);
            case TRANSLATION_CONTROL -> storeContext(row, translationControl(value), row.mask());
            case EXTENSION_CONTROL -> {
                store(row, value, row.mask());
                core.controlChanged();
            }
            case SECURE_CONFIGURATION -> {
                storeContext(row, value, row.mask());
                core.controlChanged();
            }
            case TLB -> ports.tlb().execute(TlbOperation.valueOf(row.operation()), (int) value);
            case TRANSLATE ->
                ports.addressTranslation().execute(AddressTranslation.Operation.valueOf(row.operation()), (int) value);
            case MONITOR -> monitors.write(PerformanceMonitors.Register.valueOf(row.operation()), (int) value);
            case TIMER -> {
                core.state.outside = true;
                timer(row).write(ports.timer(), core.secureRegisters(), value);
            }
        }
    }

    /** PD0 and PD1 belong to the Security Extensions. */
    private long translationControl(long value) {
        if ((value & TTBCR_EAE) != 0) {
            return value & ~TTBCR_LONG_RESERVED;
        }
        return value & (core.features.security() ? TTBCR_SHORT | TTBCR_PD : TTBCR_SHORT);
    }

    private void store(RegisterRow row, long value, long mask) {
        boolean secure = core.secureRegisters();
        long old = registers.get(row.register(), secure);
        registers.set(row.register(), secure, old & ~mask | value & mask);
    }

    /** DBGBCR.BAS selects halfwords, in the lack of Jazelle: what is written for its odd bytes does not count, as under QEMU. */
    private static long selectHalfwords(long value) {
        long even = value & DBGBCR_BAS_EVEN;
        return value & ~(DBGBCR_BAS_EVEN << 1) | even << 1;
    }

    private void storeContext(RegisterRow row, long value, long mask) {
        store(row, value, mask);
        memory.contextChanged();
    }
}
