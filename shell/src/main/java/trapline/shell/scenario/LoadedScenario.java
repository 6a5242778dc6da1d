package trapline.shell.scenario;

import java.util.List;
import trapline.emulator.Scenario;
import trapline.shell.console.PreparedInput;

/**
 * What a session is recorded from.
 *
 * @param scenario what the machine is built from
 * @param inputs what its consoles are told, in no particular order
 */
public record LoadedScenario(Scenario scenario, List<PreparedInput> inputs) {}
