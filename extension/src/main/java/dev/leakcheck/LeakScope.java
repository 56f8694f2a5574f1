package dev.leakcheck;

import dev.leakcheck.internal.block.Block;
import java.util.List;

/**
 * The leak check of a block of code, without JUnit and without an annotation.
 *
 * <pre>{@code
 * try (LeakScope scope = LeakScope.open()) {
 *     new Downloader().download();
 * }
 * }</pre>
 *
 * <p>It follows the configuration of the JUnit run in progress; outside of one, the system properties {@code leakcheck.*}.
 */
public final class LeakScope implements AutoCloseable {

    private final Block block;

    private LeakScope(Block block) {
        this.block = block;
    }

    /**
     * Begins to check; inside a test, the scope nests in the test's.
     *
     * @return the scope, to be closed by the same thread
     * @throws IllegalArgumentException if a configuration parameter under {@code leakcheck.} is unknown or means nothing
     */
    public static LeakScope open() {
        return new LeakScope(Block.open());
    }

    /**
     * Ends the scope, once, and returns what leaked instead of failing; {@link #close()} has nothing more to say then.
     *
     * @return the leaks, heaviest first; empty if the block is clean
     */
    public List<Leak> leaks() {
        return block.end().map(LeakAssertionError::leaks).orElse(List.of());
    }

    /**
     * Ends the scope, once, and returns the failure that {@link #close()} would have thrown.
     *
     * @return the message of the failure; empty if the block is clean
     */
    public String report() {
        return block.end().map(LeakAssertionError::getMessage).orElse("");
    }

    /**
     * Ends the scope, unless {@link #leaks()} has done so.
     *
     * @throws LeakAssertionError if more was left than the budget allows
     */
    @Override
    public void close() {
        block.close();
    }
}
