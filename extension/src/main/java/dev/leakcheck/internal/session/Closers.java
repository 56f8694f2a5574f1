package dev.leakcheck.internal.session;

import dev.leakcheck.internal.owner.WindingDown;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Threads that were told to stop, and are about to close what they work with. */
final class Closers {

    private static final Standing ENDING = Standing.ending("a thread that was told to stop is about to close it");

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

    /** The suspects that one of them works with, on parole. */
    List<Sighting> paroled(List<Sighting> suspects) {
        return suspects.stream()
                .filter(this::isWorkedWith)
                .map(suspect -> suspect.with(ENDING))
                .toList();
    }

    /** The suspects without some that are on parole. */
    static List<Sighting> others(List<Sighting> suspects, List<Sighting> paroled) {
        return suspects.stream()
                .filter(suspect -> paroled.stream()
                        .noneMatch(each -> Objects.equals(
                                each.live().identity(), suspect.live().identity())))
                .toList();
    }

    private boolean isWorkedWith(Sighting suspect) {
        try {
            return suspect.live().identity() instanceof Opening opening
                    && threads.stream()
                            .anyMatch(thread -> WindingDown.has(thread, opening.fd(), testClasses::contains));
        } catch (RuntimeException | LinkageError unreadable) {
            return false;
        }
    }
}
