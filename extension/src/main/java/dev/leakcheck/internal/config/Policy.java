package dev.leakcheck.internal.config;

import dev.leakcheck.Resource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for one scope, resolved once.
 *
 * @param resources which resources are judged
 * @param budgets how much may be left
 * @param ignores accepted leaks
 * @param requested whether somebody asked for this check, not for one of everything that there is: it may cost more
 * @param configuration what holds for the whole run
 */
public record Policy(
        Set<Resource> resources,
        Budgets budgets,
        List<IgnoreRule> ignores,
        boolean requested,
        Configuration configuration) {

    /** Copies the resources, by which probes are looked up. */
    public Policy {
        resources = Set.copyOf(resources);
    }

    /** Everything is judged by the configuration. */
    public static Policy of(Configuration configuration) {
        return new Policy(
                EnumSet.allOf(Resource.class), configuration.budgets(), configuration.ignores(), true, configuration);
    }

    /** The same without one resource. */
    public Policy without(Resource resource) {
        Set<Resource> others = EnumSet.allOf(Resource.class);
        others.retainAll(resources);
        others.remove(resource);
        return new Policy(others, budgets, ignores, requested, configuration);
    }
}
