package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakIgnore;
import dev.leakcheck.internal.config.IgnoreRule;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which {@code @LeakIgnore} still accept something: one that accepts nothing any more hides the next leak of its kind.
 */
final class StaleIgnores {

    private record Place(AnnotatedElement element, LeakIgnore ignore) {}

    private final Map<Place, IgnoreRule> rules = new ConcurrentHashMap<>();

    /** The one rule of an annotation on an element, whichever tests it is resolved for. */
    IgnoreRule rememberedFor(AnnotatedElement element, LeakIgnore ignore, Supplier<IgnoreRule> make) {
        Place place = new Place(element, ignore);
        IgnoreRule present = rules.get(place);
        if (present == null) {
            present = make.get();
            IgnoreRule earlier = rules.putIfAbsent(place, present);
            present = earlier == null ? present : earlier;
        }
        return present;
    }

    /**
     * What the rules say that accepted nothing, sorted.
     *
     * @param succeeded whether all that an element stands for ran and succeeded: of what did not run nothing is known
     * @param sitesKnown whether creation sites are known: else a rule that names one cannot match
     */
    List<String> after(Predicate<AnnotatedElement> succeeded, boolean sitesKnown) {
        return rules.entrySet().stream()
                .filter(entry -> sitesKnown || !entry.getValue().needsSite())
                .filter(entry -> succeeded.test(entry.getKey().element()))
                .filter(entry -> !isUsedAnywhere(entry.getKey().ignore()))
                .map(entry -> entry.getValue().text())
                .sorted()
                .toList();
    }

    /** An inherited annotation stands on each subclass: one of them that needs it is enough. */
    private boolean isUsedAnywhere(LeakIgnore ignore) {
        return rules.entrySet().stream()
                .anyMatch(entry -> entry.getKey().ignore().equals(ignore)
                        && entry.getValue().used());
    }
}
