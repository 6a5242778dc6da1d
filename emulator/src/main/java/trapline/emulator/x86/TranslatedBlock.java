package trapline.emulator.x86;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.MachineCode;
import trapline.emulator.memory.CodeMemory;

/**
 * The machine code of one block, and the jumps from it and to it. The entry is shut by a jump over it while the block may not be run so.
 */
final class TranslatedBlock implements MachineCode {
    /** One jump: where its distance lies, and where it leads while the link is not known. */
    private record Site(int link, long address, long stub) {}

    /** A jump to this block from another. */
    private record Incoming(CodeMemory memory, Site site) {
        void unlink() {
            memory.writeJump(site.address, site.stub);
        }
    }

    final Block block;
    final int number;
    final long entry;
    /** Where the entry leads when it is shut. */
    long shut;

    /** Where executions are counted, down to the moment that it is worth more. */
    final long countdown;

    private final CodeMemory memory;
    private final int regionThreshold;
    /** By micro-operation: how far from the entry to come back to it; 0 when it cannot be. */
    private final int[] resume;

    private final List<Site> sites = new ArrayList<>(2);
    private final List<Incoming> incoming = new ArrayList<>(2);
    private final Block[] linked = {Block.NONE, Block.NONE};
    private long firstBytes;
    private boolean open = true;

    TranslatedBlock(Block block, int number, long entry, CodeMemory memory, long countdown, int regionThreshold) {
        this.block = block;
        this.number = number;
        this.entry = entry;
        this.memory = memory;
        this.countdown = countdown;
        this.regionThreshold = regionThreshold;
        resume = new int[block.size() + 1];
    }

    void resumeAt(int uop, long address) {
        resume[uop] = (int) (address - entry);
    }

    /** Where to come back to a micro-operation; 0 for nowhere. */
    long resume(int uop) {
        return resume[uop] == 0 ? 0 : entry + resume[uop];
    }

    void addSite(int link, long address, long stub) {
        sites.add(new Site(link, address, stub));
    }

    /** The code has been written. */
    void written() {
        firstBytes = memory.read8(entry);
        memory.write4(countdown, regionThreshold);
    }

    boolean isLinked(int link, Block to) {
        return linked[link] == to;
    }

    /** Sends the jumps of a link to another block, by way of {@code target}. */
    void link(int link, TranslatedBlock to, LinkTarget target) {
        linked[link] = to.block;
        for (Site site : sites) {
            if (site.link == link) {
                memory.writeJump(site.address, target.from(site.stub));
                to.incoming.add(new Incoming(memory, site));
            }
        }
    }

    /** Where the jumps of a link have to go, given their stub. */
    interface LinkTarget {
        long from(long stub);
    }

    @Override
    public void allow(boolean runs) {
        if (runs == open) {
            return;
        }
        open = runs;
        if (runs) {
            memory.write8(entry, firstBytes);
            if (memory.read4(countdown) <= 0) {
                memory.write4(countdown, regionThreshold);
            }
        } else {
            memory.writeShut(entry, shut);
        }
    }

    @Override
    public boolean isAllowed() {
        return open;
    }

    @Override
    public int executions() {
        return regionThreshold - memory.read4(countdown);
    }

    @Override
    public void drop() {
        allow(false);
        incoming.forEach(Incoming::unlink);
        incoming.clear();
    }
}
