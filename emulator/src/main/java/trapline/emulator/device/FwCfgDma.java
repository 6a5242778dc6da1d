package trapline.emulator.device;

import java.nio.ByteBuffer;
import trapline.emulator.memory.DmaPort;

/**
 * Commands that the firmware configuration device reads from memory: control, length and address, big-endian. A command is done, at
 * once, when its control word is zero, or has the error bit alone.
 */
final class FwCfgDma {
    private static final int COMMAND_BYTES = 16;
    private static final int ERROR = 1;
    private static final int READ = 1 << 1;
    private static final int SKIP = 1 << 2;
    private static final int SELECT = 1 << 3;
    private static final int WRITE = 1 << 4;
    private static final int KEY_SHIFT = 16;
    private static final int CHUNK = 4096;

    private final FwCfg device;
    private final DmaPort memory;

    FwCfgDma(FwCfg device, DmaPort memory) {
        this.device = device;
        this.memory = memory;
    }

    /** Carries out the command at an address. */
    void execute(long at) {
        byte[] command = new byte[COMMAND_BYTES];
        boolean done = memory.read(at, command, 0, COMMAND_BYTES) && carriesOut(ByteBuffer.wrap(command));
        byte[] control = {0, 0, 0, (byte) (done ? 0 : ERROR)};
        // Where even this cannot be written nobody can be told.
        memory.write(at, control, 0, control.length);
    }

    private boolean carriesOut(ByteBuffer command) {
        int control = command.getInt();
        long length = Integer.toUnsignedLong(command.getInt());
        long address = command.getLong();
        if ((control & SELECT) != 0) {
            device.select(control >>> KEY_SHIFT);
        }
        if ((control & READ) != 0) {
            return copy(address, length);
        }
        if ((control & WRITE) != 0) {
            return length == 0; // no item can be written
        }
        if ((control & SKIP) != 0) {
            device.skip((int) Math.min(length, device.left()));
        }
        return true;
    }

    private boolean copy(long address, long length) {
        for (long done = 0; done < length; done += CHUNK) {
            int bytes = (int) Math.min(CHUNK, length - done);
            if (!memory.write(address + done, device.next(bytes), 0, bytes)) {
                return false;
            }
        }
        return true;
    }
}
