package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.Tracker;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that read what a child process prints, or write what it reads: they live by its pipes, which its own children may
 * have inherited.
 */
public final class ProcessReader {

    /** It may have a logger, which leads to much. */
    private static final int MOST_NEAR = 1_000;

    private ProcessReader() {}

    /** The process that a thread so serves; null if there is none. */
    public static @Nullable Child processOf(Thread thread) {
        DescriptorTable descriptors = Tracker.instance().descriptors();
        if (!descriptors.hasHeld()) {
            return null;
        }
        AtomicReference<@Nullable Child> found = new AtomicReference<>();
        FieldWalk.from(ThreadWork.of(thread), MOST_NEAR, object -> object instanceof Process, object -> {
            Opening opening = object instanceof FileDescriptor descriptor
                    ? descriptors.get(Descriptors.number(descriptor))
                    : null;
            if (opening != null && opening.holder() instanceof Child child) {
                found.set(child);
            }
            return found.get() != null;
        });
        return found.get();
    }
}
