package trapline.emulator.microvisor;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;

/** Who is who; and the call that does nothing. */
final class IdentityCalls implements HypercallFamily {
    private static final int FNV_OFFSET = 0x811C_9DC5;
    private static final int FNV_PRIME = 0x0100_0193;

    private final List<Partition> partitions;

    IdentityCalls(List<Partition> partitions) {
        this.partitions = partitions;
    }

    @Override
    public void enter(EnumMap<HypercallNumber, Handler> table) {
        table.put(HypercallNumber.VM_GET_ID, this::getId);
        table.put(HypercallNumber.NULL, call -> HypercallError.OK);
    }

    private HypercallError getId(Hypercall call) {
        int hash = call.argument(0);
        if (hash == 0) {
            call.result(1, call.caller().id);
            return HypercallError.OK;
        }
        for (Partition partition : partitions) {
            if (hashOf(partition.config.name()) == hash) {
                call.result(1, partition.id);
                return HypercallError.OK;
            }
        }
        return HypercallError.NO_SUCH_VM;
    }

    /** FNV-1a, 32 bits, of the name in UTF-8. */
    static int hashOf(String name) {
        int hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xFF) * FNV_PRIME;
        }
        return hash;
    }
}
