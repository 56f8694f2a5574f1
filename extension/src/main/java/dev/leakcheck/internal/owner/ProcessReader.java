package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.Tracker;
import java.io.FileDescriptor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that read what a child process prints, or write what it reads: they live by its pipes, which its own children may
 * have inherited.
 */
public final class ProcessReader {

    /** It may have a logger, which leads to much. */
    private static final int MOST_NEAR = 1_000;

    private static final Set<String> STREAMS = Set.of("java.io.FileInputStream", "java.io.FileOutputStream");

    private ProcessReader() {}

    /** The process that a thread so serves; null if there is none. */
    public static @Nullable Child processOf(Thread thread) {
        DescriptorTable descriptors = Tracker.instance().descriptors();
        if (!descriptors.hasHeld()) {
            return null;
        }
        AtomicReference<@Nullable Child> found = new AtomicReference<>();
        if (isAtStream(thread)) {
            FieldWalk.from(ThreadWork.of(thread), MOST_NEAR, object -> {
                found.set(process(object, descriptors));
                return found.get() != null;
            });
        }
        return found.get();
    }

    private static @Nullable Child process(Object object, DescriptorTable descriptors) {
        if (object instanceof Process process) {
            return Tracker.instance().processes().live().stream()
                    .filter(child -> child.process() == process)
                    .findFirst()
                    .orElse(null);
        }
        Opening opening =
                object instanceof FileDescriptor descriptor ? descriptors.get(Descriptors.number(descriptor)) : null;
        return opening != null && opening.holder() instanceof Child child ? child : null;
    }

    /** Whether it reads or writes just now, and not to load a class; what else it may wait for does not end with the process. */
    private static boolean isAtStream(Thread thread) {
        List<String> called = Stream.of(thread.getStackTrace())
                .takeWhile(Site::isJdk)
                .map(StackTraceElement::getClassName)
                .toList();
        return called.stream().anyMatch(STREAMS::contains)
                && called.stream().noneMatch(name -> name.startsWith("jdk.internal.loader."));
    }
}
