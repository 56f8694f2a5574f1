package dev.leakcheck.internal.session;

import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges what is counted, before any garbage collection is forced, whose cleaners would close what was leaked. */
final class CountedJudge {

    private final Look look;
    private final Findings findings;
    private final Duration settle;
    private final Lifetimes lifetimes;
    private final InstanceState instances;
    private boolean foundRest;

    CountedJudge(Look look, Findings findings, Duration settle, Lifetimes lifetimes, InstanceState instances) {
        this.look = look;
        this.findings = findings;
        this.settle = settle;
        this.lifetimes = lifetimes;
        this.instances = instances;
    }

    /** Whether what was found was not waited for any longer because nothing moved any more. */
    boolean foundRest() {
        return foundRest;
    }

    void judge(List<GuardedProbe> probes, boolean mayCollect) {
        Set<Object> ending = judgeWhatIsHeld(probes, mayCollect);
        if (!ending.isEmpty()) {
            judgeAfterGc(probes, ending);
        }
    }

    /**
     * Judges all but what a garbage collection ends.
     *
     * @return the identities of the latter, and nothing else of what was seen: it must not be held while it is collected
     */
    private Set<Object> judgeWhatIsHeld(List<GuardedProbe> probes, boolean mayCollect) {
        long began = System.nanoTime();
        List<Sighting> sightings = look.after(probes);
        if (sightings.isEmpty()) {
            return Set.of();
        }
        // What lived by a singleton is asked for itself once that is known to be one.
        while (look.spareSingletons(look.families(sightings).suspects(), lifetimes)) {
            sightings = look.after(probes);
        }
        Backoff backoff = new Backoff(settle);
        RestWatch rest = new RestWatch(look, settle, began);
        // What is there twice was no passing sight: the second look costs little, since there is a suspect.
        boolean confirmed = false;
        Set<Object> before = Set.of();
        Families families = look.families(sightings);
        while (isWorthWaiting(sightings, families)) {
            foundRest = rest.isReached(backoff, sightings);
            if (foundRest || backoff.isGraceOver() && areAllBeingClosed(sightings, families)) {
                break;
            }
            boolean waited = rest.pause(backoff);
            if (!waited && confirmed) {
                break;
            }
            confirmed = true;
            before = identities(sightings);
            sightings = look.after(probes);
            families = look.families(sightings);
        }
        backoff.done();
        Map<Boolean, List<Sighting>> byBeingClosed = seenBefore(lasting(families), before).stream()
                .collect(Collectors.partitioningBy(closers(sightings)::willClose));
        List<Sighting> suspects = families.joined(byBeingClosed.get(false), look::exceeded);
        List<Sighting> paroled = new ArrayList<>(sightings);
        byBeingClosed.get(true).forEach(suspect -> paroled.add(suspect.with(Closers.ENDING)));
        // First, for what lives by a suspect is answered for with it.
        findings.addParoled(paroled, () -> identities(look.after(probes)));
        Families last = families;
        findings.add(last, suspects, () -> last.among(suspects, identities(look.after(probes))));
        foundRest |= suspects.isEmpty();
        List<Sighting> ending = endingAtGc(families);
        if (mayCollect) {
            return identities(instances.removedFrom(ending));
        }
        if (!look.isLast()) {
            look.settle(ending);
        }
        return Set.of();
    }

    private boolean areAllBeingClosed(List<Sighting> sightings, Families families) {
        List<Sighting> lasting = lasting(families);
        return !lasting.isEmpty() && lasting.stream().allMatch(closers(sightings)::willClose);
    }

    private Closers closers(List<Sighting> sightings) {
        return new Closers(sightings, look.testClasses());
    }

    /** Where nothing can fail any more, only what was told to stop is given its time. */
    private boolean isWorthWaiting(List<Sighting> sightings, Families families) {
        return look.isLast()
                        && sightings.stream()
                                .anyMatch(sighting -> sighting.standing().kind() == Standing.Kind.ENDING)
                || look.mayFail()
                        && lasting(families).stream()
                                .anyMatch(suspect -> suspect.standing().kind() == Standing.Kind.HELD)
                        && !look.exceeded(lasting(families)).isEmpty();
    }

    /** What a garbage collection ends by its own contract gets one before it is accused. */
    private void judgeAfterGc(List<GuardedProbe> probes, Set<Object> ending) {
        SharedHeap.get().collect();
        if (isStillThere(probes, ending)) {
            // What has a finaliser is kept, with all that it holds, from one collection to the next.
            SharedHeap.get().collectFinalized();
            isStillThere(probes, ending);
        }
        Families families = look.families(look.after(probes));
        findings.add(families, instances.ofLastRemovedFrom(stillThere(families, ending)));
    }

    /** Waits for their end. */
    private boolean isStillThere(List<GuardedProbe> probes, Set<Object> ending) {
        Backoff backoff = new Backoff(settle);
        RestWatch rest = new RestWatch(look, settle, System.nanoTime());
        List<Sighting> left = stillThere(look.families(look.after(probes)), ending);
        boolean atRest = false;
        while (!left.isEmpty()) {
            atRest = rest.isReached(backoff, left);
            if (atRest || !rest.pause(backoff)) {
                break;
            }
            left = stillThere(look.families(look.after(probes)), ending);
        }
        backoff.done();
        foundRest &= atRest;
        return !left.isEmpty();
    }

    private static List<Sighting> stillThere(Families families, Set<Object> ending) {
        return among(families.suspects(), ending);
    }

    /** What came up at the last look may be work that goes on and ends: the scopes around this one look again. */
    private static List<Sighting> seenBefore(List<Sighting> suspects, Set<Object> before) {
        return before.isEmpty() ? suspects : among(suspects, before);
    }

    private static List<Sighting> among(List<Sighting> suspects, Set<Object> identities) {
        return suspects.stream()
                .filter(suspect -> identities.contains(suspect.live().identity()))
                .toList();
    }

    private static Set<Object> identities(List<Sighting> sightings) {
        Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        sightings.forEach(sighting -> identities.add(sighting.live().identity()));
        return identities;
    }

    private static List<Sighting> lasting(Families families) {
        return suspects(families, Set.of(Standing.Kind.HELD, Standing.Kind.COLLECTED));
    }

    private static List<Sighting> endingAtGc(Families families) {
        return suspects(families, Set.of(Standing.Kind.ENDS_AT_GC));
    }

    private static List<Sighting> suspects(Families families, Set<Standing.Kind> kinds) {
        return families.suspects().stream()
                .filter(suspect -> kinds.contains(suspect.standing().kind()))
                .toList();
    }
}
