package trapline.emulator.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An Ethernet switch between devices of one machine; nothing leaves it for the host. A frame arrives {@link #LATENCY} ticks
 * after it was sent: at the port behind which its destination was last heard, or at all others.
 */
final class NetworkSwitch {
    /** Ticks from port to port: fifty microseconds. */
    static final long LATENCY = 50_000;

    /** Addresses that it remembers; frames to further ones go to everybody. */
    private static final int MOST_ADDRESSES = 4096;

    private final List<NetworkPort> ports = new ArrayList<>();
    private final Map<Long, NetworkPort> heard = new TreeMap<>();

    /** Plugs another device in. */
    NetworkPort newPort() {
        NetworkPort port = new NetworkPort(this, ports.size());
        ports.add(port);
        return port;
    }

    /** A frame comes in at a port. */
    void send(NetworkPort from, byte[] frame, long now) {
        long source = MacAddress.of(frame, MacAddress.BYTES).bits();
        MacAddress destination = MacAddress.of(frame, 0);
        if (heard.containsKey(source) || heard.size() < MOST_ADDRESSES) {
            heard.put(source, from);
        }
        NetworkPort known = destination.isGroup() ? null : heard.get(destination.bits());
        for (NetworkPort port : ports) {
            if (port != from && (known == null || known == port)) {
                port.enqueue(frame, now + LATENCY);
            }
        }
    }

    long digest() {
        long digest = ports.size();
        for (Map.Entry<Long, NetworkPort> each : heard.entrySet()) {
            digest = Digest.of(Digest.of(digest, each.getKey()), each.getValue().number());
        }
        for (NetworkPort port : ports) {
            digest = Digest.of(digest, port.digest());
        }
        return digest;
    }
}
