package trapline.emulator.virtio;

import java.util.Map;
import java.util.TreeMap;

/** The switches of a machine by their names. A name is a switch as soon as somebody is plugged into it. */
public final class NetworkSwitches {
    private final Map<String, NetworkSwitch> byName = new TreeMap<>();

    NetworkSwitch named(String name) {
        return byName.computeIfAbsent(name, each -> new NetworkSwitch());
    }

    /** Digest of what they hold. */
    public long digest() {
        long digest = byName.size();
        for (NetworkSwitch each : byName.values()) {
            digest = Digest.of(digest, each.digest());
        }
        return digest;
    }
}
