package trapline.emulator.x86;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static trapline.emulator.cpu.ControlBits.HCR_VA;
import static trapline.emulator.cpu.ControlBits.HCR_VF;
import static trapline.emulator.cpu.ControlBits.HCR_VI;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.execute.HostLoop;
import trapline.emulator.ir.Block;
import trapline.emulator.memory.ExclusiveMonitors;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.mmu.Refills;

/**
 * Runs machine code on one CPU. Its answer has the number of the block in which it stopped above {@link #BLOCK_SHIFT}, and below that what
 * {@link HostLoop} says.
 */
final class MachineLoop implements HostLoop {
    static final int BLOCK_SHIFT = 32;

    /** HotSpot makes a plain call of it; the garbage collector waits until it comes back. */
    private static final MethodHandle ENTER = handle();

    private final CpuState cpu;
    private final MemoryPort port;
    private final SystemOperations operations;
    private final SystemRegisters registers;
    private final ExclusiveMonitors monitors;
    /** There is no other CPU. */
    private final boolean alone;

    private final int[] slots;
    private final List<TranslatedBlock> blocks;
    private final MemorySegment gateway;
    private final MemorySegment slotsAddress;
    private final MemorySegment words;
    private final MemorySegment extension;
    private final Refills refills;
    /** The tick at which it stops at the latest. */
    private long end;

    private TranslatedBlock stopped;

    @SuppressWarnings("restricted")
    MachineLoop(MachineCpu of, MachineParts parts, long gateway, List<TranslatedBlock> blocks) {
        cpu = of.cpu();
        port = of.port();
        operations = of.system();
        refills = port.refills();
        registers = parts.registers().get(cpu.index);
        monitors = parts.memory().monitors();
        alone = parts.isUniprocessor();
        this.blocks = blocks;
        stopped = blocks.getFirst();
        this.gateway = MemorySegment.ofAddress(gateway);
        slots = cpu.slots;
        slotsAddress = MemorySegment.ofArray(slots);
        words = MemorySegment.ofArray(cpu.words);
        extension = MemorySegment.ofArray(cpu.extension);
        Cells.setLong(slots, Cells.WINDOW, HostMemory.nativeAddress(HostMemory.address(port.window(), 0)));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
        return Linker.nativeLinker().downcallHandle(type, Linker.Option.critical(true));
    }

    /** Initializes the class. */
    static void loadAhead() {}

    @Override
    public int enter(Block block, long now, long end) {
        this.end = end;
        Cells.setLong(slots, Cells.REMAINING, end - now);
        return run(((TranslatedBlock) block.machineCode()).entry);
    }

    @Override
    public boolean resumes(int uop) {
        return stopped.resume(uop) != 0;
    }

    @Override
    public int resume(int uop) {
        return run(stopped.resume(uop));
    }

    private int run(long code) {
        putState();
        long answer;
        try {
            answer = (long) ENTER.invokeExact(gateway, slotsAddress, words, extension, code);
        } catch (Throwable e) {
            throw new IllegalStateException("machine code cannot be called", e);
        }
        takeState();
        if (refills.count() != 0) {
            sendRefills();
        }
        stopped = blocks.get((int) (answer >>> BLOCK_SHIFT));
        return (int) answer;
    }

    private void putState() {
        int[] s = slots;
        CpuState cpu = this.cpu;
        s[Cells.N] = cpu.nf;
        s[Cells.Z] = cpu.zf;
        s[Cells.C] = cpu.cf;
        s[Cells.V] = cpu.vf >>> 31;
        s[Cells.THUMB] = cpu.thumb ? 1 : 0;
        s[Cells.IT] = cpu.itState;
        s[Cells.SECURE] = cpu.secure ? 1 : 0;
        s[Cells.CPSR] = Psr.readControl(cpu);
        s[Cells.PENDING] = isInterruptPending() ? 1 : 0;
        s[Cells.CONTEXT] = port.context();
        Cells.setLong(s, Cells.KEY, port.contextKey());
        Cells.setLong(s, Cells.WALKS, refills.walksVersion());
        if (alone) {
            Cells.setLong(s, Cells.TAG, monitors.tag(0));
        }
    }

    private void sendRefills() {
        for (int n = 0; n < refills.count(); n++) {
            long behind = end - refills.remaining(n);
            if (refills.isFetch(n)) {
                refills.make(n, behind, refills.va(n));
            } else {
                Block block = blocks.get(refills.block(n)).block;
                int instruction = block.instructionOf(refills.uop(n));
                refills.make(n, behind - block.length + instruction, block.pc(instruction));
            }
        }
        refills.send();
    }

    /** Whether one may be, masked or not. Nothing that machine code does makes one pending. */
    private boolean isInterruptPending() {
        return cpu.irqLine
                || cpu.fiqLine
                || cpu.virtualIrqLine
                || cpu.virtualFiqLine
                || (registers.get32(SysReg.HCR) & (HCR_VA | HCR_VI | HCR_VF)) != 0;
    }

    private void takeState() {
        int[] s = slots;
        CpuState cpu = this.cpu;
        cpu.nf = s[Cells.N];
        cpu.zf = s[Cells.Z];
        cpu.cf = s[Cells.C];
        cpu.vf = s[Cells.V] << 31;
        cpu.thumb = s[Cells.THUMB] != 0;
        cpu.itState = s[Cells.IT];
        Psr.writeMasks(cpu, s[Cells.CPSR]);
        if (alone) {
            monitors.setTag(0, Cells.getLong(s, Cells.TAG));
        }
        if (s[Cells.EVENT] != 0) {
            s[Cells.EVENT] = 0;
            operations.sendEvent();
        }
    }

    @Override
    public Block block() {
        return stopped.block;
    }

    @Override
    public long remaining() {
        return Cells.getLong(slots, Cells.REMAINING);
    }
}
