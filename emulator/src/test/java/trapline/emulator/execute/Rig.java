package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.debug.Breakpoints;
import trapline.emulator.time.Tick;

/** One CPU, flat memory and noted system operations, with a program put at an address. */
final class Rig {
    static final int CODE = 0x1000;

    final CpuState cpu = new CpuState(0);
    final Tick tick = new Tick();
    final FlatMemory memory = new FlatMemory(cpu, tick);
    final NotedSystem system = new NotedSystem(cpu, tick);
    final BlockCache cache = new BlockCache(memory);
    final SystemRegisters registers = new SystemRegisters();
    final Dispatcher dispatcher;

    private int end = CODE;

    Rig() {
        memory.setWatch(cache);
        dispatcher =
                new Dispatcher(execution(), cache, HostCode.NONE, RegionFactory.NONE, new Breakpoints(cpu, registers));
        cpu.slots[CpuState.PC] = CODE;
        cpu.mode = Mode.SVC;
    }

    /** The interpreter of single blocks, which nothing disturbs. */
    UopInterpreter interpreter() {
        ExecutionPoint point = new ExecutionPoint(cpu, tick);
        return new UopInterpreter(execution(), HostLoop.NONE, new SystemUops(cpu, system), point, Integer.MAX_VALUE);
    }

    private Execution execution() {
        return new Execution(cpu, memory, system, () -> false, tick);
    }

    static Rig a32(int... words) {
        Rig rig = new Rig();
        for (int word : words) {
            rig.memory.bytes.putInt(rig.end, word);
            rig.end += 4;
        }
        return rig;
    }

    /** T32 code; a number above 0xFFFF is a 32-bit instruction, its first halfword on top. */
    static Rig t32(int... instructions) {
        Rig rig = new Rig();
        rig.cpu.thumb = true;
        for (int instruction : instructions) {
            if ((instruction & 0xFFFF_0000) != 0) {
                rig.put16(instruction >>> 16);
            }
            rig.put16(instruction);
        }
        return rig;
    }

    private void put16(int halfword) {
        memory.bytes.putShort(end, (short) halfword);
        end += 2;
    }

    /** Runs exactly so many instructions, across all examinations. */
    Rig run(int instructions) {
        long limit = tick.now + instructions;
        Exit exit = Exit.EXAMINE;
        while (exit == Exit.EXAMINE && tick.now < limit) {
            exit = dispatcher.run(limit);
        }
        if (exit == Exit.FAULT) {
            throw new AssertionError("fault " + dispatcher.fault().reason() + " at " + Integer.toHexString(pc()));
        }
        return this;
    }

    /** Runs into a fault, which it gives. */
    GuestFault runToFault() {
        Exit exit = Exit.EXAMINE;
        while (exit == Exit.EXAMINE) {
            exit = dispatcher.run(tick.now + 100);
        }
        if (exit != Exit.FAULT) {
            throw new AssertionError("no fault before " + Integer.toHexString(pc()));
        }
        return dispatcher.fault();
    }

    Rig word(int address, int value) {
        memory.bytes.putInt(address, value);
        return this;
    }

    int word(int address) {
        return memory.bytes.getInt(address);
    }

    Rig set(int register, int value) {
        cpu.slots[register] = value;
        return this;
    }

    /** Flags as NZCV digits, such as 0110. */
    Rig flags(int nzcv) {
        cpu.nf = nzcv << 28;
        cpu.zf = ~nzcv >>> 2 & 1;
        cpu.cf = nzcv >>> 1 & 1;
        cpu.vf = nzcv << 31;
        return this;
    }

    int flags() {
        return (cpu.nf >>> 31) << 3 | (cpu.zf == 0 ? 4 : 0) | cpu.cf << 1 | cpu.vf >>> 31;
    }

    int r(int register) {
        return cpu.slots[register];
    }

    int pc() {
        return cpu.slots[CpuState.PC];
    }
}
