package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * PrimeCell UART (PL011, ARM DDI 0183), serving as the machine's console and as the emulated UART of a VM.
 *
 * <p>As under QEMU, transmission takes no time, and the receive interrupt is raised by the first byte in the FIFO
 * whatever {@code UARTIFLS} says; a byte therefore never waits for the receive timeout, whose interrupt never occurs.
 */
public final class Pl011 implements MmioDevice {
    enum Register implements RegisterRow {
        DR(0x000),
        RSR_ECR(0x004),
        FR(0x018),
        ILPR(0x020),
        IBRD(0x024),
        FBRD(0x028),
        LCR_H(0x02C),
        CR(0x030),
        IFLS(0x034),
        IMSC(0x038),
        RIS(0x03C),
        MIS(0x040),
        ICR(0x044),
        DMACR(0x048),
        ID(0xFE0, 0x20),
        RESERVED(0, 0);

        private final int offset;
        private final int bytes;

        Register(int offset) {
            this(offset, 4);
        }

        Register(int offset, int bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    private static final int SIZE = 0x1000;
    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);
    private static final int[] IDS = {0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1};

    private static final int FR_TXFE = 1 << 7;
    private static final int FR_RXFF = 1 << 6;
    private static final int FR_RXFE = 1 << 4;
    private static final int LCR_FEN = 1 << 4;
    private static final int CR_UARTEN = 1;
    private static final int CR_RXE = 1 << 9;
    private static final int INT_RX = 1 << 4;
    private static final int INT_TX = 1 << 5;
    private static final int INT_RT = 1 << 6;
    private static final int INT_OE = 1 << 10;
    private static final int RSR_OE = 1 << 3;
    private static final int DR_OE = 1 << 11;
    private static final int FIFO_DEPTH = 16;
    /** Sending a byte takes up to so many looks at the flags: for room before it, and for its end. */
    private static final int LOOKS_TO_SEND = 2;
    /** So many looks more than sending takes are for input. */
    private static final int LOOKS_OF_A_LISTENER = 64;

    private final int console;
    private final ConsoleSink sink;
    private final InterruptLine interrupt;

    private final int[] fifo = new int[FIFO_DEPTH];
    private int head;
    private int count;
    private boolean overrun;
    private boolean listening;
    private int looks;

    private int rsr;
    private int ilpr;
    private int ibrd;
    private int fbrd;
    private int lcrH;
    private int cr = 0x300;
    private int ifls = 0x12;
    private int imsc;
    private int ris;
    private int dmacr;

    /**
     * A UART after reset.
     *
     * @param console number of its console
     * @param sink where its output goes
     * @param interrupt its combined interrupt, UARTINTR
     */
    public Pl011(int console, ConsoleSink sink, InterruptLine interrupt) {
        this.console = console;
        this.sink = sink;
        this.interrupt = interrupt;
    }

    @Override
    public String name() {
        return "pl011";
    }

    @Override
    public long size() {
        return SIZE;
    }

    /**
     * How many bytes it can receive now without losing one: none before software shows that it listens (enables the
     * UART or its interrupt, reads data, or keeps looking at the flags), because setting up the FIFOs empties them.
     */
    public int room() {
        return listening ? depth() - count : 0;
    }

    /** A byte arrives from outside. When there is no room it is lost, and the overrun error is raised. */
    public void receive(int b) {
        if (count == depth()) {
            overrun = true;
            ris |= INT_OE;
            rsr |= RSR_OE;
        } else {
            fifo[(head + count) % FIFO_DEPTH] = b & 0xFF | (overrun ? DR_OE : 0);
            overrun = false;
            count++;
            ris |= INT_RX;
        }
        update();
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return switch (MAP.at(offset)) {
            case DR -> readData();
            case RSR_ECR -> rsr;
            case FR -> flags();
            case ILPR -> ilpr;
            case IBRD -> ibrd;
            case FBRD -> fbrd;
            case LCR_H -> lcrH;
            case CR -> cr;
            case IFLS -> ifls;
            case IMSC -> imsc;
            case RIS -> ris;
            case MIS -> ris & imsc;
            case DMACR -> dmacr;
            case ID -> IDS[(int) (offset - Register.ID.offset) >> 2];
            case ICR, RESERVED -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int word = (int) value;
        switch (MAP.at(offset)) {
            case DR -> transmit(word & 0xFF);
            case RSR_ECR -> rsr = 0;
            case ILPR -> ilpr = word & 0xFF;
            case IBRD -> ibrd = word & 0xFFFF;
            case FBRD -> fbrd = word & 0x3F;
            case LCR_H -> writeLineControl(word & 0xFF);
            case CR -> {
                cr = word & 0xFFFF;
                listening |= (cr & (CR_UARTEN | CR_RXE)) == (CR_UARTEN | CR_RXE);
            }
            case IFLS -> ifls = word & 0x3F;
            case IMSC -> {
                imsc = word & 0x7FF;
                listening |= (imsc & (INT_RX | INT_RT)) != 0;
            }
            case ICR -> ris &= ~word;
            case DMACR -> dmacr = word & 7;
            case FR, RIS, MIS, ID, RESERVED -> {}
        }
        update();
    }

    private int depth() {
        return (lcrH & LCR_FEN) != 0 ? FIFO_DEPTH : 1;
    }

    private int flags() {
        looks++;
        listening |= looks >= LOOKS_OF_A_LISTENER;
        return FR_TXFE | (count == 0 ? FR_RXFE : 0) | (count == depth() ? FR_RXFF : 0);
    }

    private int readData() {
        listening = true;
        if (count == 0) {
            return fifo[head];
        }
        int data = fifo[head];
        head = (head + 1) % FIFO_DEPTH;
        count--;
        rsr = data >> 8;
        if (count == 0) {
            ris &= ~INT_RX;
        }
        update();
        return data;
    }

    private void transmit(int b) {
        looks = Math.max(0, looks - LOOKS_TO_SEND);
        sink.put(console, b);
        ris |= INT_TX;
    }

    private void writeLineControl(int value) {
        if (((lcrH ^ value) & LCR_FEN) != 0) {
            head = 0;
            count = 0;
        }
        lcrH = value;
    }

    private void update() {
        interrupt.drive((ris & imsc) != 0);
    }
}
