package trapline.emulator.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.memory.MmioDevice;

/** All transports of a board with the devices behind them, of which the first is behind the last transport. */
public final class VirtioBus {
    /** Nothing will happen by itself. */
    public static final long NEVER = VirtioDevice.NEVER;

    private final VirtioConfig config;
    private final VirtioWiring wiring;
    private final List<MmioDevice> transports = new ArrayList<>();
    private final List<VirtioMmio> occupied = new ArrayList<>();
    private final List<VirtioDevice> devices = new ArrayList<>();
    private Optional<VirtioConsole> console = Optional.empty();

    /**
     * After reset.
     *
     * @param slots number of transports, at least as many as there are devices
     */
    public VirtioBus(VirtioConfig config, int slots, VirtioWiring wiring) {
        if (config.devices().size() > slots) {
            throw new IllegalArgumentException(
                    config.devices().size() + " virtio devices for " + slots + " transports");
        }
        this.config = config;
        this.wiring = wiring;
        for (int slot = 0; slot < slots; slot++) {
            int n = slots - 1 - slot;
            transports.add(
                    n < config.devices().size()
                            ? transport(slot, config.devices().get(n))
                            : new EmptyTransport(config.legacy()));
        }
    }

    private MmioDevice transport(int slot, VirtioSpec spec) {
        Rings memory = new Rings(wiring.dma());
        VirtioFunction function =
                switch (spec) {
                    case VirtioSpec.Block block ->
                        new VirtioBlock(new DriveView(block.drive()), block.serial(), block.readOnly(), memory);
                    case VirtioSpec.Console each -> newConsole(each, memory);
                    case VirtioSpec.Entropy entropy -> new VirtioEntropy(entropy.seed(), memory);
                    case VirtioSpec.Network network -> newNetwork(network, memory);
                };
        VirtioDevice device =
                new VirtioDevice(function, memory, wiring.lines().apply(slot), wiring.tick(), config.legacy());
        devices.add(device);
        VirtioMmio transport = new VirtioMmio(device, config.legacy());
        occupied.add(transport);
        return transport;
    }

    private VirtioConsole newConsole(VirtioSpec.Console spec, Rings memory) {
        if (console.isPresent()) {
            throw new IllegalArgumentException("there can be one virtio console only");
        }
        VirtioConsole made =
                new VirtioConsole(wiring.console(), spec.output() ? wiring.output() : (number, b) -> {}, memory);
        console = Optional.of(made);
        return made;
    }

    private VirtioNetwork newNetwork(VirtioSpec.Network spec, Rings memory) {
        NetworkPort port = wiring.switches().named(spec.network()).newPort();
        return new VirtioNetwork(port, spec.mac(), wiring.tick(), config.legacy(), memory);
    }

    /** A transport. */
    public MmioDevice transport(int slot) {
        return transports.get(slot);
    }

    /** The console, if there is one. */
    public Optional<VirtioConsole> console() {
        return console;
    }

    /** The tick at which a device next does something by itself. */
    public long nextEvent() {
        long next = NEVER;
        for (VirtioDevice device : devices) {
            next = Math.min(next, device.nextEvent());
        }
        return next;
    }

    /** Lets the devices do what is due at the present tick. */
    public void update() {
        for (VirtioDevice device : devices) {
            device.update();
        }
    }

    /** Digest of all transports and devices. */
    public long digest() {
        long digest = devices.size();
        for (VirtioMmio transport : occupied) {
            digest = Digest.of(digest, transport.digest());
        }
        return digest;
    }
}
