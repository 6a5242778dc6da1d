package trapline.emulator.execute;

/**
 * What runs blocks that run often, beside the interpreter.
 *
 * @param machineCodeThreshold executions after which a block gets machine code of the host; {@link #NEVER} for never
 * @param regions what makes bytecode of blocks
 */
public record Tiers(int machineCodeThreshold, RegionFactory regions) {
    /** More than any number of executions. */
    public static final int NEVER = Integer.MAX_VALUE;
    /** The interpreter alone. */
    public static final Tiers INTERPRETER = new Tiers(NEVER, RegionFactory.NONE);
}
