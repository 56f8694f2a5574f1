package dev.leakcheck.internal.verdict;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.owner.OneCall;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Suspects that come of one call of a library, put together: a server that was started is one thing, with all of its threads,
 * selectors and sockets; and so is what was opened, if one thing was returned to close it by.
 */
final class JoinedSuspects {

    private static final String SERVICE = "service";

    /** Speaks of it as of the owners that adapters know. */
    private static final LeakProbe AS_SERVICE = new LeakProbe() {
        @Override
        public Resource resource() {
            return Resource.THREADS;
        }

        @Override
        public String noun() {
            return SERVICE;
        }

        @Override
        public String leftBehind() {
            return "running";
        }

        @Override
        public Collection<LiveResource> live(Scope scope, long budget) {
            return List.of();
        }
    };

    private final Families families;
    private final Map<Sighting, List<Sighting>> parts = new IdentityHashMap<>();
    private final OneCall.Finder calls = new OneCall.Finder();

    JoinedSuspects(Families families) {
        this.families = families;
    }

    /**
     * Those that stand for themselves, and one for each call of which there are several, unless the budget would allow that one.
     *
     * @param exceeded tells the resources of which there is more than the budget allows
     */
    List<Sighting> of(List<Sighting> suspects, Function<List<Sighting>, Set<Resource>> exceeded) {
        List<Sighting> joined = join(suspects);
        Set<Resource> tooMany = exceeded.apply(joined);
        return joined.stream()
                .flatMap(each -> tooMany.contains(each.probe().resource())
                        ? Stream.of(each)
                        : parts.getOrDefault(each, List.of(each)).stream())
                .toList();
    }

    private List<Sighting> join(List<Sighting> suspects) {
        Map<Object, OneCall> known = new LinkedHashMap<>();
        Map<Object, List<Sighting>> byCall = new LinkedHashMap<>();
        List<Sighting> joined = new ArrayList<>();
        for (Sighting suspect : suspects) {
            OneCall call = suspects.size() == 1 ? null : call(suspect);
            if (call == null) {
                joined.add(suspect);
            } else {
                known.putIfAbsent(call.key(), call);
                byCall.computeIfAbsent(call.key(), unknown -> new ArrayList<>()).add(suspect);
            }
        }
        byCall.forEach((key, several) -> {
            OneCall call = Objects.requireNonNull(known.get(key));
            if (several.size() > 1
                    && (several.stream().anyMatch(JoinedSuspects::isRunning) || call.returnsCloseable())) {
                joined.add(whole(several, call));
            } else {
                joined.addAll(several);
            }
        });
        return joined;
    }

    private @Nullable OneCall call(Sighting suspect) {
        boolean counted = isRunning(suspect) || suspect.probe().resource() == Resource.FILE_DESCRIPTORS;
        if (!counted || !suspect.originKnown() || suspect.standing().kind() != Standing.Kind.HELD) {
            return null;
        }
        Owner owner = suspect.owner();
        Origin origin = owner == null ? suspect.origin() : owner.origin();
        try {
            OneCall call = origin instanceof ScopedOrigin scoped ? calls.of(scoped) : null;
            // What a server of the class makes for a test comes of another call than what the test made.
            return call != null && call.scope().isWithin(suspect.charge()) ? call : null;
        } catch (RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    private static boolean isRunning(Sighting suspect) {
        return suspect.probe().resource() == Resource.THREADS;
    }

    private Sighting whole(List<Sighting> several, OneCall call) {
        List<Sighting> all = several.stream()
                .sorted(Comparator.comparingInt(JoinedSuspects::rank))
                .flatMap(this::withDependents)
                .toList();
        Map<String, Long> counts = new LinkedHashMap<>();
        all.forEach(part -> counts.merge(part.probe().noun(), 1L, Long::sum));
        String text = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey() + (each.getValue() == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        Sighting first = all.get(0);
        boolean running = several.stream().anyMatch(JoinedSuspects::isRunning);
        Sighting whole = first.with(new BegunByCall(first.live(), call, text, running));
        if (running) {
            whole = whole.with(AS_SERVICE);
        }
        families.join(whole, all);
        parts.put(whole, several);
        return whole;
    }

    private static int rank(Sighting part) {
        return part.probe().noun().equals(SERVICE) ? 0 : isRunning(part) ? 1 : 2;
    }

    /** Those that a message shows: it goes no deeper. */
    private Stream<Sighting> withDependents(Sighting part) {
        return Stream.concat(Stream.of(part), families.dependents(part).stream().flatMap(this::withDependents));
    }
}
