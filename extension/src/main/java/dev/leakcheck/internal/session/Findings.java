package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what a scope has to answer for, and marks it as answered for. */
final class Findings {

    private final Look look;
    private final List<Finding> leaks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> paroled = new ArrayList<>();

    Findings(Look look) {
        this.look = look;
    }

    /** Takes the suspects of those resources whose budget is exceeded as leaks; all of them are settled. */
    void add(Families families, List<Sighting> suspects) {
        Set<Resource> exceeded = look.exceeded(suspects);
        for (Sighting suspect : suspects) {
            if (exceeded.contains(suspect.probe().resource())) {
                Finding leak = evidence(families, suspect);
                if (!(suspect.probe() instanceof GuardedProbe probe && probe.isOff())) {
                    leaks.add(leak);
                }
            }
        }
        suspects.forEach(suspect -> settle(families, suspect));
    }

    /** Notes what was told to stop and is looked at again later. */
    void addParoled(List<Sighting> sightings) {
        for (Sighting sighting : sightings) {
            if (sighting.standing().kind() == Standing.Kind.ENDING) {
                notes.add("on parole: " + sighting.live().summary() + ": "
                        + sighting.standing().reason());
                if (look.isLast()) {
                    paroled.add(Evidence.of(sighting, List.of()));
                }
            }
        }
    }

    private static Finding evidence(Families families, Sighting sighting) {
        return Evidence.of(
                sighting,
                families.dependents(sighting).stream()
                        .map(dependent -> evidence(families, dependent))
                        .toList());
    }

    private static void settle(Families families, Sighting sighting) {
        sighting.entry().settle();
        families.dependents(sighting).forEach(dependent -> settle(families, dependent));
    }

    List<Finding> heaviestFirst() {
        return leaks.stream().sorted(Weight.HEAVIEST_FIRST).toList();
    }

    List<String> notes() {
        return notes;
    }

    /** What was on parole at the very end, with its evidence. */
    List<Finding> paroled() {
        return paroled;
    }
}
