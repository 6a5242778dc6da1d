package trapline.emulator.ir;

/** What an executor has made of a block and blocks around it, as the blocks know it. */
public interface CompiledCode {
    /** The absence of compiled code. */
    CompiledCode NONE = new CompiledCode() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public void drop() {}
    };

    /** Whether there is any. */
    default boolean isPresent() {
        return true;
    }

    /** One of the blocks it was made of changed: it must not be entered any more. */
    void drop();
}
