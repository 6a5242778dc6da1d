package trapline.shell;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trapline.emulator.Executor;
import trapline.replay.RunnableMachine;
import trapline.shell.bench.MeasuredProcess;

/** {@code trapline bench-process}: what {@code trapline bench} starts to have a machine in a process of its own measured. */
@Command(name = "bench-process", hidden = true, description = "Do one job of trapline bench.")
final class BenchProcessCommand extends SubCommand {
    @Parameters(paramLabel = "JOB", description = "the job, as JSON")
    private String job = "";

    @Option(names = "--executor", paramLabel = "E", description = "${COMPLETION-CANDIDATES}")
    private Executor executor = Executor.COMPILER;

    @Override
    public Integer call() throws IOException {
        out().println(MeasuredProcess.run(job, RunnableMachine.Factory.emulator(executor)));
        out().flush();
        return DONE;
    }
}
