package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.ir.Block;
import trapline.emulator.mmu.MemoryPort;

/** Where machine code of the host comes from, for the blocks of one machine. */
public interface HostCode {
    /** There is none. */
    HostCode NONE = new HostCode() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public int threshold() {
            return Tiers.NEVER;
        }

        @Override
        public void translate(Block block) {
            throw new IllegalStateException("no machine code");
        }

        @Override
        public void link(Block from, int exit, Block to) {}

        @Override
        public HostLoop loop(CpuState cpu, MemoryPort port, SystemOperations system) {
            return HostLoop.NONE;
        }
    };

    /** Whether there is any. */
    default boolean isPresent() {
        return true;
    }

    /** How often a block is interpreted before it is translated. */
    int threshold();

    /** Gives a block {@link Block#machineCode}. */
    void translate(Block block);

    /** The exit of a block has led to another, which has been fetched: if both have machine code, it goes there by itself from now on. */
    void link(Block from, int exit, Block to);

    /** What runs it on a CPU. */
    HostLoop loop(CpuState cpu, MemoryPort port, SystemOperations system);
}
