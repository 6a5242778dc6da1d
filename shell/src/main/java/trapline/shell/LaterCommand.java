package trapline.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** A command of a later version: takes any arguments and says that it is not there yet. */
abstract class LaterCommand extends SubCommand {
    @Parameters(hidden = true)
    List<String> parameters = List.of();

    @Unmatched
    List<String> options = new ArrayList<>();

    @Override
    public final Integer call() {
        throw notAvailable("this command");
    }
}
