package trapline.shell;

import picocli.CommandLine.Command;

/** {@code trapline report}: its place on the command line, until there is a report. */
@Command(name = "report", description = "Make an HTML report of a session. Not available in this version.")
final class ReportCommand extends LaterCommand {}
