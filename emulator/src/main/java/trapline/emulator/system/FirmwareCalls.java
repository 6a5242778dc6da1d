package trapline.emulator.system;

import java.util.Optional;
import trapline.emulator.firmware.Conduit;
import trapline.emulator.firmware.Psci;
import trapline.emulator.firmware.Semihosting;

/**
 * Calls that the machine answers itself.
 *
 * @param psci power control
 * @param conduit by which instruction it is called
 * @param semihosting semihosting calls, when they are on
 */
public record FirmwareCalls(Psci psci, Conduit conduit, Optional<Semihosting> semihosting) {}
