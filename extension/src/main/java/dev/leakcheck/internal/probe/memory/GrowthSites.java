package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.heap.ClassBytes;
import dev.leakcheck.internal.heap.HeapOwner;
import dev.leakcheck.internal.heap.HeapOwners;
import dev.leakcheck.internal.heap.sites.SampledSite;
import dev.leakcheck.internal.heap.sites.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the samples of what a holder has come into. A sample does not tell who holds its object, so only classes tell
 * whose growth is the holder's for the most part.
 */
final class GrowthSites {

    private static final double FOR_THE_MOST_PART = 0.75;

    private final Samples samples;
    private final Map<String, Long> grown = new HashMap<>();

    /**
     * @param growth of all holders
     * @param ofInstances what only instances of the test's classes hold
     */
    GrowthSites(Samples samples, HeapOwners.Growth growth, List<ClassBytes> ofInstances) {
        this.samples = samples;
        growth.owners().forEach(owner -> add(owner.classes()));
        growth.excused().forEach(owner -> add(owner.classes()));
        add(ofInstances);
    }

    private void add(List<ClassBytes> classes) {
        classes.forEach(each -> grown.merge(each.className(), each.bytes(), Long::sum));
    }

    /** Where the growth of a holder was allocated; null if no sample says so. */
    @Nullable SampledSite of(HeapOwner owner) {
        return samples.siteOf(telling(owner));
    }

    /** Why a site is unknown, for a sentence that began with that word. */
    String reason(HeapOwner owner) {
        return telling(owner).isEmpty() ? "since others hold as much of the same classes" : samples.reason();
    }

    private Set<String> telling(HeapOwner owner) {
        return owner.classes().stream()
                .filter(each -> each.bytes() >= FOR_THE_MOST_PART * grown.get(each.className()))
                .map(ClassBytes::className)
                .collect(Collectors.toSet());
    }
}
