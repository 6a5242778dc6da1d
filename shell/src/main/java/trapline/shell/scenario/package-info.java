/**
 * Scenario files: TOML in, what the machine is built from out; every mistake is told with its line and a remedy.
 *
 * <p>Start with {@link trapline.shell.scenario.ScenarioFile}. The keys are described in docs/scenarios.md.
 */
@NullMarked
package trapline.shell.scenario;

import org.jspecify.annotations.NullMarked;
