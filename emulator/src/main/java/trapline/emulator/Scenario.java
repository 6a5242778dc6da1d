package trapline.emulator;

import java.util.List;

/**
 * Everything but the inputs that decides what a session does: two machines built from equal scenarios and given equal
 * inputs emit equal events.
 *
 * @param boot where the images run
 * @param machine the hardware
 * @param microvisor the hypervisor's settings; of effect only with {@link Boot#GUEST}
 * @param guests the VMs in the order of their VM-IDs; exactly one without the microvisor
 */
public record Scenario(Boot boot, MachineConfig machine, MicrovisorConfig microvisor, List<GuestConfig> guests) {

    /** Where the images run. */
    public enum Boot {
        /** At PL1, with no hypervisor. */
        NATIVE,
        /** In Hyp mode: the image is a hypervisor. */
        HYP,
        /** In VMs under the built-in microvisor. */
        GUEST
    }

    /** Checks what no part could make sense of. */
    public Scenario {
        guests = List.copyOf(guests);
        if (guests.isEmpty()) {
            throw new IllegalArgumentException("a scenario needs an image");
        }
        if (boot != Boot.GUEST && guests.size() != 1) {
            throw new IllegalArgumentException("without the microvisor there is one image, not " + guests.size());
        }
    }
}
