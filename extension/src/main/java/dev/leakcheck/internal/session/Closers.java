package dev.leakcheck.internal.session;

import dev.leakcheck.internal.owner.WindingDown;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.util.List;
import java.util.Set;

/** Threads that were told to stop, and are about to close what they work with. */
final class Closers {

    /** How what they will close stands. */
    static final Standing ENDING = Standing.ending("a thread that was told to stop is about to close it");

    private final List<Thread> threads;
    private final Set<String> testClasses;

    /** Those among all that is there. */
    Closers(List<Sighting> sightings, Set<String> testClasses) {
        this.testClasses = testClasses;
        threads = sightings.stream()
                .filter(sighting -> sighting.standing().kind() == Standing.Kind.ENDING)
                .map(sighting -> sighting.live().identity())
                .filter(Thread.class::isInstance)
                .map(Thread.class::cast)
                .filter(Thread::isAlive)
                .toList();
    }

    /** Whether one of them is about to close a suspect. */
    boolean willClose(Sighting suspect) {
        try {
            return suspect.live().identity() instanceof Opening opening
                    && threads.stream()
                            .anyMatch(thread -> WindingDown.has(thread, opening.fd(), testClasses::contains));
        } catch (RuntimeException | LinkageError unreadable) {
            return false;
        }
    }
}
