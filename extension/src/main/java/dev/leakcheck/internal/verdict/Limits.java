package dev.leakcheck.internal.verdict;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.Budgets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what is left with what may be left. */
public final class Limits {

    private Limits() {}

    /** The resources whose budget the suspects exceed. */
    public static Set<Resource> exceeded(List<Sighting> suspects, Budgets budgets) {
        Map<Resource, Long> amounts = new EnumMap<>(Resource.class);
        for (Sighting suspect : suspects) {
            amounts.merge(suspect.probe().resource(), suspect.live().amount(), Long::sum);
        }
        Set<Resource> exceeded = EnumSet.noneOf(Resource.class);
        amounts.forEach((resource, amount) -> {
            if (amount > budgets.of(resource)) {
                exceeded.add(resource);
            }
        });
        return exceeded;
    }
}
