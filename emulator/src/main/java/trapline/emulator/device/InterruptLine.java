package trapline.emulator.device;

/** A wire from a device to an interrupt controller. */
@FunctionalInterface
public interface InterruptLine {
    /** A wire that leads nowhere. */
    InterruptLine UNCONNECTED = level -> {};

    /** Drives the wire; driving it to the level it has does nothing. */
    void drive(boolean level);
}
