package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what a scope has to answer for, and marks it as answered for. */
final class Findings {

    private final Look look;
    private final List<Finding> leaks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<List<Finding>> paroled = new ArrayList<>();

    Findings(Look look) {
        this.look = look;
    }

    /** Takes the suspects of those resources whose budget is exceeded as leaks; all of them are settled. */
    void add(Families families, List<Sighting> suspects) {
        add(families, suspects, () -> suspects);
    }

    /**
     * As {@link #add(Families, List)}, but for what has ended by the time its evidence was taken down: it was about to,
     * and a test that failed for another reason did not wait for it.
     *
     * @param lookAgain tells which of the suspects are still there
     */
    void add(Families families, List<Sighting> suspects, Supplier<List<Sighting>> lookAgain) {
        Map<Sighting, Finding> told = new IdentityHashMap<>();
        Set<Resource> suspected = look.exceeded(suspects);
        for (Sighting suspect : suspects) {
            if (suspected.contains(suspect.probe().resource())) {
                told.put(suspect, evidence(families, suspect));
            }
        }
        List<Sighting> lasting = told.isEmpty() ? List.of() : lookAgain.get();
        Set<Resource> exceeded = look.exceeded(lasting);
        for (Sighting suspect : lasting) {
            Finding leak = told.get(suspect);
            if (leak != null
                    && exceeded.contains(suspect.probe().resource())
                    && !(suspect.probe() instanceof GuardedProbe probe && probe.isOff())) {
                leaks.add(leak);
            }
        }
        Set<Sighting> stillThere = Collections.newSetFromMap(new IdentityHashMap<>());
        stillThere.addAll(lasting);
        for (Sighting suspect : suspects) {
            boolean hasEnded = told.containsKey(suspect) && !stillThere.contains(suspect);
            settle(families, suspect, !hasEnded);
        }
    }

    /**
     * Notes what was told to stop and is looked at again later; at the very end with its evidence, but for what has ended
     * while that was taken down.
     *
     * @param lookAgain tells the identities of what is still there
     */
    void addParoled(List<Sighting> sightings, Supplier<Set<Object>> lookAgain) {
        List<Sighting> ending = sightings.stream()
                .filter(sighting -> sighting.standing().kind() == Standing.Kind.ENDING)
                .toList();
        ending.forEach(sighting -> {
            notes.add("on parole: " + sighting.live().summary() + ": "
                    + sighting.standing().reason());
            look.leaveBehind(sighting);
        });
        if (!look.isLast() || ending.isEmpty()) {
            return;
        }
        Map<Sighting, Finding> told = new IdentityHashMap<>();
        ending.forEach(sighting -> told.put(sighting, Evidence.of(sighting, List.of())));
        Set<Object> stillThere = lookAgain.get();
        for (List<Sighting> ofOneOwner : Families.byOwner(ending)) {
            List<Finding> left = ofOneOwner.stream()
                    .filter(sighting -> stillThere.contains(sighting.live().identity()))
                    .map(told::get)
                    .toList();
            if (!left.isEmpty()) {
                paroled.add(left);
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

    /** What had ended by itself says nothing of the pool that it lived by. */
    private void settle(Families families, Sighting sighting, boolean withOwner) {
        if (withOwner) {
            look.settle(sighting);
        } else {
            sighting.entry().settle();
        }
        families.dependents(sighting).forEach(dependent -> settle(families, dependent, withOwner));
        // Nobody answers for a part once more when the whole is garbage.
        families.parts(sighting).forEach(part -> settle(families, part, withOwner));
    }

    List<Finding> heaviestFirst() {
        return leaks.stream().sorted(Weight.HEAVIEST_FIRST).toList();
    }

    List<String> notes() {
        return notes;
    }

    /** What was on parole at the very end, with its evidence. */
    List<List<Finding>> paroled() {
        return paroled;
    }
}
