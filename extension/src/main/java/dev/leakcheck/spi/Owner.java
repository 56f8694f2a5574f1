package dev.leakcheck.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a resource lives by: a worker thread's pool, a pipe's process.
 *
 * <p>A resource is charged where its owner was created. If the owner is itself a {@link LiveResource} that leaks, the
 * resource is shown under it and not counted.
 *
 * @param identity the owner itself; the same object means the same owner
 * @param description what to call it in a failure, for example {@code the pool}
 * @param origin where the owner was created, null if unknown
 */
public record Owner(
        Object identity, String description, @Nullable Origin origin) {}
