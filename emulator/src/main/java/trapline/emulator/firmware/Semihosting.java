package trapline.emulator.firmware;

import java.nio.charset.StandardCharsets;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.mmu.MemoryPort;
import trapline.recorder.event.Observation.GuestExit;

/**
 * Semihosting for A and R profiles (ARM's "Semihosting for AArch32 and AArch64"), as QEMU's {@code -semihosting}, with the
 * console as its only file: {@code :tt}, and {@code :semihosting-features}. Other files cannot be opened.
 *
 * <p>R0 holds the operation and then the answer, R1 its argument, most often the address of a block of words.
 */
public final class Semihosting {
    private enum Operation {
        OPEN(0x01),
        CLOSE(0x02),
        WRITEC(0x03),
        WRITE0(0x04),
        WRITE(0x05),
        READ(0x06),
        READC(0x07),
        ISERROR(0x08),
        ISTTY(0x09),
        SEEK(0x0A),
        FLEN(0x0C),
        CLOCK(0x10),
        TIME(0x11),
        ERRNO(0x13),
        GET_CMDLINE(0x15),
        HEAPINFO(0x16),
        EXIT(0x18),
        EXIT_EXTENDED(0x20),
        ELAPSED(0x30),
        TICKFREQ(0x31),
        UNSUPPORTED(-1);

        private static final Operation[] ALL = values();
        private final int number;

        Operation(int number) {
            this.number = number;
        }

        static Operation of(int number) {
            for (Operation operation : ALL) {
                if (operation.number == number) {
                    return operation;
                }
            }
            return UNSUPPORTED;
        }
    }

    /** What a handle stands for. */
    private enum File {
        CLOSED,
        INPUT,
        OUTPUT,
        FEATURES
    }

    private static final int FAILED = -1;
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EINVAL = 22;
    private static final int APPLICATION_EXIT = 0x2_0026;
    private static final int HANDLES = 16;
    private static final int LONGEST_NAME = 32;
    /** Magic number, and the bits for SYS_EXIT_EXTENDED and separate standard output and error. */
    private static final byte[] FEATURES = {'S', 'H', 'F', 'B', 0b11};
    /** Ticks of a centisecond and of a second. */
    private static final long CENTISECOND = 10_000_000;

    private final CpuState cpu;
    private final MemoryPort memory;
    private final SemihostingHost host;
    private final File[] files = new File[HANDLES];
    private int featuresPosition;
    private int errno;
    private boolean exited;

    /** For one processor. */
    public Semihosting(CpuState cpu, MemoryPort memory, SemihostingHost host) {
        this.cpu = cpu;
        this.memory = memory;
        this.host = host;
        java.util.Arrays.fill(files, File.CLOSED);
    }

    /** Performs the operation in R0; false when it has to be tried again once input has come. */
    public boolean call() {
        int argument = cpu.slots[1];
        Operation operation = Operation.of(cpu.slots[0]);
        if (operation == Operation.READC || operation == Operation.READ) {
            return operation == Operation.READC ? readCharacter() : read(argument);
        }
        cpu.slots[0] = answer(operation, argument);
        return true;
    }

    /** Whether the program has ended since this was last asked; its status is in R0. */
    public boolean takeExit() {
        boolean was = exited;
        exited = false;
        return was;
    }

    private int answer(Operation operation, int argument) {
        return switch (operation) {
            case OPEN -> open(argument);
            case CLOSE -> close(word(argument, 0));
            case WRITEC -> writeCharacter(argument);
            case WRITE0 -> writeString(argument);
            case WRITE -> write(word(argument, 0), word(argument, 1), word(argument, 2));
            case READ, READC -> throw new IllegalStateException("reads may have to wait");
            case ISERROR -> word(argument, 0) < 0 ? 1 : 0;
            case ISTTY -> isTerminal(word(argument, 0));
            case SEEK -> seek(word(argument, 0), word(argument, 1));
            case FLEN -> length(word(argument, 0));
            case CLOCK -> (int) (host.ticks() / CENTISECOND);
            case TIME -> (int) host.seconds();
            case ERRNO -> errno;
            case GET_CMDLINE -> commandLine(argument);
            case HEAPINFO -> heapInfo(word(argument, 0));
            case EXIT -> exit(argument == APPLICATION_EXIT ? 0 : 1, "SYS_EXIT");
            case EXIT_EXTENDED -> exitExtended(word(argument, 0), word(argument, 1));
            case ELAPSED -> elapsed(argument);
            case TICKFREQ -> 1_000_000_000;
            case UNSUPPORTED -> fail(EINVAL);
        };
    }

    private int word(int block, int index) {
        return memory.load32(block + 4 * index);
    }

    private int fail(int error) {
        errno = error;
        return FAILED;
    }

    private File file(int handle) {
        return handle >= 0 && handle < HANDLES ? files[handle] : File.CLOSED;
    }

    /** Modes 0 to 3 read, 4 to 7 write, 8 to 11 append, which on the console is standard error. */
    private int open(int block) {
        String name = name(word(block, 0), word(block, 2));
        int mode = word(block, 1);
        File file =
                switch (name) {
                    case ":tt" -> mode < 4 ? File.INPUT : File.OUTPUT;
                    case ":semihosting-features" -> File.FEATURES;
                    default -> File.CLOSED;
                };
        if (file == File.CLOSED) {
            return fail(ENOENT);
        }
        for (int handle = 1; handle < HANDLES; handle++) {
            if (files[handle] == File.CLOSED) {
                files[handle] = file;
                featuresPosition = 0;
                return handle;
            }
        }
        return fail(EINVAL);
    }

    private String name(int address, int length) {
        if (length < 0 || length > LONGEST_NAME) {
            return "";
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) memory.load8(address + i);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int close(int handle) {
        if (file(handle) == File.CLOSED) {
            return fail(EBADF);
        }
        files[handle] = File.CLOSED;
        return 0;
    }

    private int writeCharacter(int address) {
        host.output(memory.load8(address));
        return 0xDEAD_BEEF;
    }

    private int writeString(int address) {
        int end = address;
        for (int b = memory.load8(end); b != 0; b = memory.load8(end)) {
            host.output(b);
            end++;
        }
        return 0xDEAD_BEEF;
    }

    /** The answer is the number of bytes not written. */
    private int write(int handle, int address, int length) {
        if (file(handle) != File.OUTPUT) {
            return fail(EBADF);
        }
        for (int i = 0; i < length; i++) {
            host.output(memory.load8(address + i));
        }
        return 0;
    }

    private boolean readCharacter() {
        int b = host.input();
        if (b < 0) {
            return false;
        }
        cpu.slots[0] = b;
        return true;
    }

    /** Waits for one byte and takes what is there; the answer is the number of bytes not read. */
    private boolean read(int block) {
        int handle = word(block, 0);
        int address = word(block, 1);
        int length = word(block, 2);
        switch (file(handle)) {
            case FEATURES -> cpu.slots[0] = readFeatures(address, length);
            case CLOSED, OUTPUT -> cpu.slots[0] = fail(EBADF);
            case INPUT -> {
                int b = length > 0 ? host.input() : 0;
                if (b < 0) {
                    return false;
                }
                cpu.slots[0] = length > 0 ? readConsole(address, length, b) : 0;
            }
        }
        return true;
    }

    private int readConsole(int address, int length, int first) {
        memory.probeStore(address & ~3, length + (address & 3) + 3 & ~3);
        int done = 0;
        for (int b = first; b >= 0; b = done < length ? host.input() : -1) {
            memory.store8(address + done, b);
            done++;
        }
        return length - done;
    }

    private int readFeatures(int address, int length) {
        int done = 0;
        while (done < length && featuresPosition < FEATURES.length) {
            memory.store8(address + done, FEATURES[featuresPosition]);
            featuresPosition++;
            done++;
        }
        return length - done;
    }

    private int isTerminal(int handle) {
        return switch (file(handle)) {
            case CLOSED -> fail(EBADF);
            case INPUT, OUTPUT -> 1;
            case FEATURES -> 0;
        };
    }

    private int seek(int handle, int position) {
        if (file(handle) != File.FEATURES || position < 0 || position > FEATURES.length) {
            return fail(EINVAL);
        }
        featuresPosition = position;
        return 0;
    }

    private int length(int handle) {
        return switch (file(handle)) {
            case CLOSED -> fail(EBADF);
            case INPUT, OUTPUT -> 0;
            case FEATURES -> FEATURES.length;
        };
    }

    private int commandLine(int block) {
        byte[] line = host.commandLine().getBytes(StandardCharsets.UTF_8);
        int address = word(block, 0);
        if (word(block, 1) < line.length + 1) {
            return FAILED;
        }
        for (int i = 0; i < line.length; i++) {
            memory.store8(address + i, line[i]);
        }
        memory.store8(address + line.length, 0);
        memory.store32(block + 4, line.length);
        return 0;
    }

    /** Heap base and limit, stack base and limit: the heap grows up, the stack down, in what is left of RAM. */
    private int heapInfo(int block) {
        int[] answer = {host.heapBase(), host.heapLimit(), host.heapLimit(), host.heapBase()};
        for (int i = 0; i < answer.length; i++) {
            memory.store32(block + 4 * i, answer[i]);
        }
        return 0;
    }

    private int exitExtended(int reason, int code) {
        return exit(reason == APPLICATION_EXIT ? code : 1, "SYS_EXIT_EXTENDED");
    }

    private int exit(int status, String operation) {
        exited = true;
        host.exit(GuestExit.Cause.SEMIHOSTING_EXIT, status, "semihosting " + operation);
        return status;
    }

    private int elapsed(int block) {
        long ticks = host.ticks();
        memory.store32(block, (int) ticks);
        memory.store32(block + 4, (int) (ticks >>> 32));
        return 0;
    }
}
