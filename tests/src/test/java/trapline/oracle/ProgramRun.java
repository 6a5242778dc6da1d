package trapline.oracle;

/**
 * What a program that ran to its end left.
 *
 * @param console all that it wrote to standard output
 * @param errors all that it wrote to standard error
 * @param status its exit status
 */
public record ProgramRun(String console, String errors, int status) {}
