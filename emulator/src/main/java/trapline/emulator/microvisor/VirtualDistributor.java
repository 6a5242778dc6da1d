package trapline.emulator.microvisor;

import java.util.List;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The GIC distributor that a VM sees (GICD, ARM IHI 0048B 4.3), without Security Extensions: enables, priorities, targets
 * and software generated interrupts. The CPU interface is the hardware's GICV.
 */
final class VirtualDistributor implements MmioDevice {
    private static final int IIDR = 0x0000_043B;
    private static final int[] IDS = {0x04, 0, 0, 0, 0x90, 0xB4, 0x2B, 0x00, 0x0D, 0xF0, 0x05, 0xB1};
    private static final int CTLR_MASK = 0b11;

    /** Blocks of registers, by offset. */
    private enum Block {
        CTLR(0x000, 0x004),
        TYPER(0x004, 0x008),
        IIDR(0x008, 0x00C),
        IGROUPR(0x080, 0x100),
        ISENABLER(0x100, 0x180),
        ICENABLER(0x180, 0x200),
        ISPENDR(0x200, 0x280),
        ICPENDR(0x280, 0x300),
        IPRIORITYR(0x400, 0x800),
        ITARGETSR(0x800, 0xC00),
        ICFGR(0xC00, 0xD00),
        SGIR(0xF00, 0xF04),
        ID(0xFD0, 0x1000),
        RESERVED(0, 0);

        private static final Block[] ALL = values();
        private final int start;
        private final int end;

        Block(int start, int end) {
            this.start = start;
            this.end = end;
        }

        static Block at(int offset) {
            for (Block block : ALL) {
                if (offset >= block.start && offset < block.end) {
                    return block;
                }
            }
            return RESERVED;
        }
    }

    private final List<VirtualCpu> vcpus;
    private final Wakeup wakeup;
    private final Interrupt[][] own;
    private final Interrupt[] shared = new Interrupt[BoardDevice.INTERRUPTS - Interrupt.PRIVATE];
    private int control;

    VirtualDistributor(List<VirtualCpu> vcpus, int count, Wakeup wakeup) {
        this.vcpus = vcpus;
        this.wakeup = wakeup;
        own = new Interrupt[count][Interrupt.PRIVATE];
        for (Interrupt[] each : own) {
            for (int intid = 0; intid < Interrupt.PRIVATE; intid++) {
                each[intid] = new Interrupt(intid);
            }
        }
        for (int i = 0; i < shared.length; i++) {
            shared[i] = new Interrupt(i + Interrupt.PRIVATE);
        }
    }

    @Override
    public String name() {
        return "virtual gicd";
    }

    @Override
    public long size() {
        return 0x1000;
    }

    /** Whether anything is forwarded at all. */
    boolean isForwarding() {
        return control != 0;
    }

    Interrupt interrupt(int vcpu, int intid) {
        return intid < Interrupt.PRIVATE ? own[vcpu][intid] : shared[intid - Interrupt.PRIVATE];
    }

    /** An edge: the interrupt happens once. */
    void pulse(int vcpu, int intid) {
        Interrupt interrupt = interrupt(vcpu, intid);
        interrupt.edge = true;
        raise(vcpu, interrupt);
    }

    /** The level of a line of an emulated device. */
    void drive(int vcpu, int intid, boolean level) {
        Interrupt interrupt = interrupt(vcpu, intid);
        if (interrupt.line == level) {
            return;
        }
        interrupt.line = level;
        VirtualCpu target = target(vcpu, interrupt);
        if (level) {
            raise(vcpu, interrupt);
        } else if (!interrupt.edge) {
            target.interrupts.lowered(interrupt);
        }
    }

    /** A physical interrupt that the guest itself will deactivate. */
    void forward(int vcpu, int intid) {
        Interrupt interrupt = interrupt(vcpu, intid);
        interrupt.physical = true;
        raise(vcpu, interrupt);
    }

    private void raise(int vcpu, Interrupt interrupt) {
        VirtualCpu target = target(vcpu, interrupt);
        target.interrupts.raise(wakeup.port(), interrupt);
        wakeup.interruptPending(target);
    }

    private VirtualCpu target(int vcpu, Interrupt interrupt) {
        if (interrupt.intid < Interrupt.PRIVATE) {
            return vcpus.get(vcpu);
        }
        int first = Integer.numberOfTrailingZeros(interrupt.targets);
        return vcpus.get(first < vcpus.size() ? first : 0);
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        int word = readWord((int) offset & ~3, access.cpu());
        return word >>> 8 * (offset & 3) & (1L << 8 * size) - 1;
    }

    private int readWord(int offset, int vcpu) {
        Block block = Block.at(offset);
        int n = offset - block.start;
        return switch (block) {
            case CTLR -> control;
            case TYPER -> BoardDevice.INTERRUPTS / 32 - 1 | vcpus.size() - 1 << 5;
            case IIDR -> IIDR;
            case IGROUPR, ISENABLER, ICENABLER, ISPENDR, ICPENDR -> readBits(block, n * 8, vcpu);
            case IPRIORITYR, ITARGETSR -> readBytes(block, n, vcpu);
            case ICFGR -> readConfiguration(n * 4, vcpu);
            case ID -> IDS[n >> 2];
            case SGIR, RESERVED -> 0;
        };
    }

    private int readBits(Block block, int first, int vcpu) {
        int word = 0;
        for (int i = 0; i < 32 && first + i < BoardDevice.INTERRUPTS; i++) {
            Interrupt interrupt = interrupt(vcpu, first + i);
            boolean bit =
                    switch (block) {
                        case IGROUPR -> interrupt.group1;
                        case ISENABLER, ICENABLER -> interrupt.enabled;
                        default -> interrupt.queued || interrupt.unacknowledged || !interrupt.edge && interrupt.line;
                    };
            word |= bit ? 1 << i : 0;
        }
        return word;
    }

    private int readBytes(Block block, int first, int vcpu) {
        int word = 0;
        for (int i = 0; i < 4 && first + i < BoardDevice.INTERRUPTS; i++) {
            Interrupt interrupt = interrupt(vcpu, first + i);
            int value = block == Block.IPRIORITYR ? interrupt.priority : targets(interrupt, vcpu);
            word |= value << 8 * i;
        }
        return word;
    }

    /** Read-only and the reader's own for private interrupts; nothing with a single CPU. */
    private int targets(Interrupt interrupt, int vcpu) {
        if (vcpus.size() == 1) {
            return 0;
        }
        return interrupt.intid < Interrupt.PRIVATE ? 1 << vcpu : interrupt.targets;
    }

    private int readConfiguration(int first, int vcpu) {
        int word = 0;
        for (int i = 0; i < 16 && first + i < BoardDevice.INTERRUPTS; i++) {
            word |= interrupt(vcpu, first + i).edge ? 0b10 << 2 * i : 0;
        }
        return word;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int vcpu = access.cpu();
        Block block = Block.at((int) offset);
        int n = (int) offset - block.start;
        int shift = 8 * (n & 3);
        int word = (int) value << shift;
        switch (block) {
            case CTLR -> {
                control = (int) value & CTLR_MASK;
                vcpus.forEach(each -> each.interrupts.recheck());
            }
            case IGROUPR, ISENABLER, ICENABLER, ISPENDR, ICPENDR -> writeBits(block, (n & ~3) * 8, word, vcpu);
            case IPRIORITYR, ITARGETSR -> {
                for (int i = 0; i < size && n + i < BoardDevice.INTERRUPTS; i++) {
                    writeByte(block, interrupt(vcpu, n + i), (int) (value >>> 8 * i) & 0xFF);
                }
            }
            case ICFGR -> writeConfiguration((n & ~3) * 4, word, vcpu);
            case SGIR -> softwareInterrupt((int) value, vcpu);
            case TYPER, IIDR, ID, RESERVED -> {}
        }
    }

    private void writeBits(Block block, int first, int word, int vcpu) {
        for (int i = 0; i < 32 && first + i < BoardDevice.INTERRUPTS; i++) {
            if ((word >>> i & 1) != 0 || block == Block.IGROUPR) {
                writeBit(block, interrupt(vcpu, first + i), vcpu, (word >>> i & 1) != 0);
            }
        }
    }

    private void writeBit(Block block, Interrupt interrupt, int vcpu, boolean bit) {
        VirtualCpu target = target(vcpu, interrupt);
        switch (block) {
            case IGROUPR -> interrupt.group1 = bit;
            case ISENABLER -> {
                interrupt.enabled = true;
                wakeup.interruptPending(target);
            }
            case ICENABLER -> interrupt.enabled = interrupt.isSgi();
            case ISPENDR -> {
                if (!interrupt.isSgi()) {
                    interrupt.latched = true;
                    raise(vcpu, interrupt);
                }
            }
            case ICPENDR -> {
                if (!interrupt.isSgi()) {
                    target.interrupts.cleared(interrupt);
                }
            }
            case CTLR, TYPER, IIDR, IPRIORITYR, ITARGETSR, ICFGR, SGIR, ID, RESERVED ->
                throw new IllegalStateException(block + " has no bits");
        }
        target.interrupts.recheck();
    }

    private void writeByte(Block block, Interrupt interrupt, int value) {
        if (block == Block.IPRIORITYR) {
            interrupt.priority = value & 0xF8;
        } else if (interrupt.intid >= Interrupt.PRIVATE && vcpus.size() > 1) {
            interrupt.targets = value & (1 << vcpus.size()) - 1;
        }
    }

    private void writeConfiguration(int first, int word, int vcpu) {
        for (int i = 0; i < 16 && first + i < BoardDevice.INTERRUPTS; i++) {
            boolean edge = (word >>> 2 * i + 1 & 1) != 0;
            Interrupt interrupt = interrupt(vcpu, first + i);
            if (first + i >= Interrupt.SGIS && interrupt.edge != edge) {
                configure(vcpu, interrupt, edge);
            }
        }
    }

    /** The level of a line is no edge, and what is pending for an edge says nothing about the level. */
    private void configure(int vcpu, Interrupt interrupt, boolean edge) {
        interrupt.edge = edge;
        target(vcpu, interrupt).interrupts.lowered(interrupt);
        if (!edge && interrupt.line) {
            raise(vcpu, interrupt);
        }
    }

    /** GICD_SGIR. */
    private void softwareInterrupt(int value, int vcpu) {
        int all = (1 << vcpus.size()) - 1;
        int[] byFilter = {value >>> 16 & all, all & ~(1 << vcpu), 1 << vcpu, 0};
        int targets = byFilter[value >>> 24 & 3];
        for (VirtualCpu target : vcpus) {
            if ((targets >>> target.index & 1) != 0) {
                target.interrupts.raiseSgi(wakeup.port(), own[target.index][value & 0xF], vcpu);
                wakeup.interruptPending(target);
            }
        }
    }
}
