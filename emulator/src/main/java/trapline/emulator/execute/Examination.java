package trapline.emulator.execute;

/** Tells, after an instruction that may have changed anything about its processor, who goes on. */
@FunctionalInterface
public interface Examination {
    /** Whether it is the processor itself, with its next instruction: no interrupt, no hypervisor, nothing for the run loop to do. */
    boolean goesOn();
}
