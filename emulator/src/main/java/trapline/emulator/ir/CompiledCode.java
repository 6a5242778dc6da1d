package trapline.emulator.ir;

/** What an executor has made of a block and blocks around it, as the blocks know it. */
public interface CompiledCode {
    /** The absence of compiled code. */
    CompiledCode NONE = () -> {};

    /** One of the blocks it was made of changed: it must not be entered any more. */
    void drop();
}
