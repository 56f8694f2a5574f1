package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.ClassBytes;
import dev.leakcheck.internal.heap.HeapOwner;
import dev.leakcheck.internal.heap.HeapOwners;
import dev.leakcheck.internal.heap.sites.SampledSite;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Growth of the heap that one holder keeps; each measurement is a thing of its own. */
final class HeapGrowth implements LiveResource {

    private static final int CLASSES_SHOWN = 4;
    private static final int EXCUSED_SHOWN = 3;
    /** Of the whole growth: what is less tells nothing. */
    private static final int PART_WORTH_SHOWING = 50;

    private static final int PART_WORTH_A_BLOCK = 20;
    private static final long EXCUSED_WORTH_SHOWING = 1 << 20;

    private final HeapOwner owner;
    private final List<HeapOwner> excused;
    private final ScopeNode scope;
    private final @Nullable SampledSite site;
    private final String noSite;
    private final List<Detail> whose;

    private HeapGrowth(
            HeapOwner owner, List<HeapOwner> excused, ScopeNode scope, GrowthSites sites, List<Detail> whose) {
        this.owner = owner;
        this.excused = excused;
        this.scope = scope;
        this.site = sites.of(owner);
        this.noSite = sites.reason(owner);
        this.whose = whose;
    }

    /** One for each holder that matters; of so many small ones that only all of them exceed the budget, all. */
    static List<LiveResource> of(
            HeapOwners.Growth growth, long budget, ScopeNode scope, GrowthSites sites, List<Detail> whose) {
        List<LiveResource> blocks = new ArrayList<>();
        long sum = 0;
        for (HeapOwner owner : growth.owners()) {
            if (owner.bytes() >= growth.bytes() / PART_WORTH_A_BLOCK || sum <= budget) {
                List<HeapOwner> excused = blocks.isEmpty() ? growth.excused() : List.of();
                blocks.add(new HeapGrowth(owner, excused, scope, sites, whose));
                sum += owner.bytes();
            }
        }
        return blocks;
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public String summary() {
        return "heap grew by " + Sizes.format(owner.bytes()) + ", held by " + owner.holder();
    }

    @Override
    public String label() {
        return owner.holder();
    }

    @Override
    public long amount() {
        return owner.bytes();
    }

    /** Who allocated most of the samples has to answer for nothing: who holds it does, and that is this scope's. */
    @Override
    public @Nullable Origin origin() {
        return site == null ? null : new Sampled(site.frames(), scope);
    }

    private record Sampled(List<StackTraceElement> site, Scope scope) implements Origin {}

    @Override
    public String siteHeading() {
        return site == null ? "allocated at" : site.heading();
    }

    @Override
    public List<Detail> details() {
        List<Detail> details = new ArrayList<>(whose);
        if (site == null) {
            details.add(Detail.lines("allocated at: unknown, " + noSite, List.of()));
        }
        details.add(Detail.lines("reachable through", owner.paths()));
        details.add(Detail.lines(
                "of these classes",
                owner.classes().stream()
                        .filter(grown -> grown.bytes() >= owner.bytes() / PART_WORTH_SHOWING)
                        .limit(CLASSES_SHOWN)
                        .map(HeapGrowth::line)
                        .toList()));
        List<String> apart = excused.stream()
                .filter(holder -> holder.bytes() >= EXCUSED_WORTH_SHOWING)
                .limit(EXCUSED_SHOWN)
                .map(holder -> "+" + Sizes.format(holder.bytes()) + " held by " + holder.holder())
                .toList();
        if (!apart.isEmpty()) {
            details.add(Detail.lines("not counted, since it is nobody's leak", apart));
        }
        return details;
    }

    private static String line(ClassBytes grown) {
        return String.format(
                Locale.ROOT, "+%-9s +%,d × %s", Sizes.format(grown.bytes()), grown.instances(), grown.className());
    }

    @Override
    public String remedy() {
        return owner.remedy();
    }
}
