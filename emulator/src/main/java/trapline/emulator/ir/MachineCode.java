package trapline.emulator.ir;

/** The host's instructions for a block, as the block knows them. */
public interface MachineCode {
    /** The absence of machine code. */
    MachineCode NONE = new MachineCode() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public void allow(boolean runs) {}

        @Override
        public boolean isAllowed() {
            return false;
        }

        @Override
        public int executions() {
            return 0;
        }

        @Override
        public void drop() {}
    };

    /** Whether there is any. */
    default boolean isPresent() {
        return true;
    }

    /** Says whether it may be entered. */
    void allow(boolean runs);

    /** Whether it may be entered. */
    boolean isAllowed();

    /** How often it has been entered. */
    int executions();

    /** The block has become invalid: nothing leads here any more. */
    void drop();
}
