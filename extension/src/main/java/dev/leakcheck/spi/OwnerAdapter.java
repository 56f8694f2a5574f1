package dev.leakcheck.spi;

import dev.leakcheck.Resource;
import java.util.Collection;
import java.util.Set;

/**
 * Knows the owners of one library: objects that keep threads or descriptors until they are closed, such as a connection
 * pool, a client or a server; found through {@link java.util.ServiceLoader}.
 *
 * <p>LeakCheck notes where each instance is created. One that is still running when its scope ends, and keeps something,
 * is one leak, with what it keeps shown under it; what it keeps is charged to the scope that created the owner, whoever
 * caused it; and what an owner that was told to stop still keeps is on parole.
 *
 * <p>Only {@link #types()} is asked in advance. The rest is asked of live instances and may be called by any thread, in
 * the middle of whatever the instance is doing: it must not block, nor change anything. An adapter that throws is switched
 * off for the rest of the run with one line on the standard error.
 */
public interface OwnerAdapter {

    /**
     * Returns the names of the owners' classes; their subclasses are owners as well. A class is known by its name
     * only, so that it need not be there.
     *
     * @return binary names, as {@link Class#getName()} has them
     */
    Set<String> types();

    /**
     * Returns what an owner is in one line, in the words of its library.
     *
     * @param owner an instance of one of the types
     * @return for example {@code connection pool HikariPool-1 of jdbc:h2:mem:orders}
     */
    String describe(Object owner);

    /**
     * Returns whether an owner was told to stop; it may still be about to.
     *
     * @param owner an instance of one of the types
     * @return true from the call of its {@code close()}, {@code stop()} or {@code shutdown()} on
     */
    boolean isStopped(Object owner);

    /**
     * Returns what ends when the owner is closed. Something that was handed to it, and whose life is its own, is none of
     * it.
     *
     * @param owner an instance of one of the types
     * @return instances of Thread, Executor, Timer, Socket, ServerSocket, Channel, Selector or FileDescriptor, numbers of
     *     descriptors as Integer, other owners, or collections or arrays of these; anything else is ignored, and so is
     *     null
     */
    Collection<?> parts(Object owner);

    /**
     * Returns how to mend one that was never closed.
     *
     * @param owner an instance of one of the types
     * @return an imperative sentence without a full stop
     */
    default String remedy(Object owner) {
        return "close() it before the test ends";
    }

    /**
     * Returns the resource whose budget and switch apply to the owners themselves.
     *
     * @return {@link Resource#THREADS}, or {@link Resource#FILE_DESCRIPTORS} for owners that have no threads of their own
     */
    default Resource resource() {
        return Resource.THREADS;
    }
}
