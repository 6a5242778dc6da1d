package trapline.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import trapline.emulator.boot.ImageException;
import trapline.emulator.memory.HostMemoryException;
import trapline.query.QueryException;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogWriteException;
import trapline.replay.DivergenceException;

/** Turns exceptions into one message for a person and an exit code: 1 the work failed, 2 usage. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** Set to see the stack trace of an error that Trapline did not expect. */
    static final String DEBUG_VARIABLE = "TRAPLINE_DEBUG";

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + usage(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        if (args.length == 0 && !command.getSubcommands().isEmpty()) {
            command.usage(err);
        } else {
            err.println("Try '" + name(command) + " --help'.");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Where one word of a few was expected, picocli would list those that are the names of constants twice, as Java writes them. */
    private static String usage(ParameterException e) {
        ArgSpec option = e.getArgSpec();
        boolean unknownWord = e.getClass() == ParameterException.class && option instanceof OptionSpec;
        if (unknownWord && option.completionCandidates() instanceof Iterable<String> words) {
            String name = ((OptionSpec) option).longestName();
            return "%s is %s, must be one of %s".formatted(name, e.getValue(), String.join(", ", words));
        }
        return text(e).replaceFirst("^Error: ", "");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        err.println(name(command) + ": " + describe(e));
        if (System.getenv(DEBUG_VARIABLE) != null) {
            e.printStackTrace(err);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The message for one exception, with what to do about it where that is known. */
    static String describe(Throwable e) {
        return switch (e) {
            case CommandFailure failure -> text(failure);
            case ImageException unusable -> text(unusable);
            case HostMemoryException refused -> text(refused);
            case LogFormatException damaged -> text(damaged);
            case LogWriteException failed -> text(failed);
            case DivergenceException difference -> text(difference);
            case QueryException refused -> text(refused);
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileAlreadyExistsException exists -> exists.getFile() + ": exists already; choose another name";
            case UncheckedIOException io when io.getCause() != null -> describe(io.getCause());
            case IOException io -> "input or output failed: " + text(io);
            default -> unexpected(e);
        };
    }

    private static String unexpected(Throwable e) {
        return "internal error: " + e + "\nThis is a defect of Trapline; with " + DEBUG_VARIABLE
                + "=1 in the environment the place is shown.";
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
