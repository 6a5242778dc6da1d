package trapline.recorder.log;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Seals blocks and appends them to a queue, in a thread of its own, while whoever fills them goes on with the next.
 *
 * <p>What that thread writes follows from the blocks alone, never from when it does.
 */
final class BlockAppender implements AutoCloseable {
    /** One that is filled, one that is appended, and one that waits, should that take longer. */
    private static final int BLOCKS = 3;

    private static final CompletableFuture<Void> DONE = CompletableFuture.allOf();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("log").factory());

    private final LogBlock[] blocks = new LogBlock[BLOCKS];
    private final CompletableFuture<?>[] appended = new CompletableFuture<?>[BLOCKS];
    /** Which block is filled. */
    private int filled;

    /** The thread's, as what follows: others have waited when they read it. */
    private final QueueAppender queue;

    private LogTotals totals;
    /** A block could not be appended, so none behind it may be. */
    private boolean failed;

    /**
     * Starts a new queue.
     *
     * @throws LogWriteException if that is not possible
     */
    BlockAppender(Path directory, long chain) {
        for (int n = 0; n < BLOCKS; n++) {
            blocks[n] = new LogBlock();
            appended[n] = DONE;
        }
        totals = new LogTotals(0, 0, 0, 0, chain);
        try {
            queue = join(CompletableFuture.supplyAsync(() -> new QueueAppender(directory), thread));
        } catch (RuntimeException e) {
            thread.shutdown();
            throw e;
        }
    }

    /** The block to fill. */
    LogBlock block() {
        return blocks[filled];
    }

    /**
     * Appends that block, soon; another one is to be filled now.
     *
     * @throws LogWriteException if one before it could not be appended
     */
    void append() {
        LogBlock complete = block();
        appended[filled] = CompletableFuture.runAsync(() -> append(complete), thread);
        filled = (filled + 1) % BLOCKS;
        await(filled);
    }

    private void append(LogBlock block) {
        if (failed) {
            return;
        }
        failed = true;
        long chain = block.seal(totals.chain());
        queue.append(block.bytes, block.length());
        failed = false;
        totals = new LogTotals(
                totals.events() + block.count(),
                totals.inputs() + block.inputs(),
                totals.blocks() + 1,
                totals.bytes() + block.length(),
                chain);
    }

    /**
     * Waits until all are appended.
     *
     * @return what the log holds then
     * @throws LogWriteException if one could not be, and that has not been said yet
     */
    LogTotals await() {
        for (int n = 1; n <= BLOCKS; n++) {
            await((filled + n) % BLOCKS);
        }
        return totals;
    }

    private void await(int n) {
        CompletableFuture<?> one = appended[n];
        appended[n] = DONE;
        join(one);
    }

    private static <T> T join(CompletableFuture<T> one) {
        try {
            return one.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until all are appended, and closes the queue. */
    @Override
    public void close() {
        try (thread) {
            CompletableFuture<Void> closed = CompletableFuture.runAsync(queue::close, thread);
            await();
            join(closed);
        }
    }
}
