package trapline.recorder.log;

/**
 * How much a log holds.
 *
 * @param events events, inputs among them
 * @param inputs inputs
 * @param blocks blocks
 * @param bytes bytes of all blocks, headers included
 * @param chain digest of everything: what the next block would have to name
 */
public record LogTotals(long events, long inputs, long blocks, long bytes, long chain) {}
