package trapline.shell;

import picocli.CommandLine.Command;

/** {@code trapline bench}: its place on the command line; developers have {@code ./dev bench}. */
@Command(name = "bench", description = "Measure this machine. Not available in this version.")
final class BenchCommand extends LaterCommand {}
