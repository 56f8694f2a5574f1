package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.benign.BenignDescriptors;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.track.CollectedDescriptors;
import dev.leakcheck.internal.track.CollectedDescriptors.Collected;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sees open file descriptors: the operating system says which there are, the agent where they were opened. */
public final class DescriptorProbe implements LeakProbe {

    private final DescriptorTable table = Tracker.instance().descriptors();
    private final CollectedDescriptors collected = Tracker.instance().collected();
    private final OpenDescriptors system = OpenDescriptors.here();
    private final Map<Integer, LiveDescriptor> known = new ConcurrentHashMap<>();
    private volatile @Nullable Listing last;
    private final CountedDescriptors counted = new CountedDescriptors(system);

    /** Found by the service loader. */
    public DescriptorProbe() {}

    @Override
    public Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }

    @Override
    public String noun() {
        return "file descriptor";
    }

    @Override
    public String leftBehind() {
        return "open";
    }

    @Override
    public void start(ProbeContext context) {
        BenignDescriptors.openMarker();
        if (!system.linked()) {
            Notices.once("File descriptors are seen in part only: " + system.limitation());
        } else {
            collected.readBy(new ClosingDescriptors(system));
        }
    }

    @Override
    public void scopeOpened(Scope scope, long budget) {
        if (!system.linked()) {
            counted.opened(scope);
        }
    }

    @Override
    public void scopeClosed(Scope scope) {
        counted.closed(scope);
        Listing seen = last;
        if (seen != null) {
            seen.lookedAtBy().remove(scope);
        }
    }

    @Override
    public Collection<? extends LiveResource> live(Scope scope, long budget) {
        if (!system.linked()) {
            return counted.live(scope);
        }
        return withCollected(open(scope));
    }

    private List<LiveDescriptor> open(Scope scope) {
        boolean thorough = scope.kind() != Scope.Kind.TEST || !Agent.isActive();
        long listedAt = table.now();
        long count = system.quickCount();
        Listing before = last;
        if (!thorough
                && before != null
                && before.isOfNow(listedAt, count)
                && before.lookedAtBy().add(scope)) {
            return seenAnew(before.live());
        }
        List<LiveDescriptor> live =
                thorough || before == null || before.lookedAtBy().contains(scope) ? null : changedSince(before, count);
        if (live == null) {
            live = listed(listedAt, thorough);
        }
        Set<Scope> lookedAtBy = ConcurrentHashMap.newKeySet();
        lookedAtBy.add(scope);
        last = new Listing(listedAt, count, live, lookedAtBy);
        return seenAnew(live);
    }

    private List<LiveDescriptor> listed(long listedAt, boolean thorough) {
        int[] numbers = system.numbers();
        forgetClosed(numbers, listedAt);
        List<LiveDescriptor> live = new ArrayList<>(numbers.length);
        for (int fd : numbers) {
            LiveDescriptor descriptor = see(fd, thorough);
            if (descriptor != null) {
                live.add(descriptor);
            }
        }
        return live;
    }

    /**
     * What was there before, with what was opened since: to have the system list thousands that earlier tests have left takes
     * milliseconds. Null if there are not as many: then something else was closed, or opened by native code.
     */
    private @Nullable List<LiveDescriptor> changedSince(Listing before, long count) {
        Set<LiveDescriptor> live = new LinkedHashSet<>();
        for (LiveDescriptor each : before.live()) {
            if (each.opening() == table.get(each.fd())) { // Else its number serves something else by now.
                live.add(each);
            }
        }
        for (Opening opening : table.openedSince(before.at())) {
            LiveDescriptor descriptor = see(opening.fd(), false);
            if (descriptor != null) {
                live.add(descriptor);
            }
        }
        boolean isAll = count >= 0
                && count - before.count() == live.size() - before.live().size();
        return isAll
                ? live.stream()
                        .sorted(Comparator.comparingInt(LiveDescriptor::fd))
                        .toList()
                : null;
    }

    /** One that is being closed just now may be seen as open, too. */
    private Collection<? extends LiveResource> withCollected(List<LiveDescriptor> open) {
        List<Collected> gone = collected.answerable();
        if (gone.isEmpty()) {
            return open;
        }
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        open.forEach(descriptor -> seen.add(descriptor.identity()));
        List<LiveResource> all = new ArrayList<>(open);
        Look look = new Look(open);
        gone.stream()
                .filter(each -> seen.add(each.opening()))
                .forEach(each -> all.add(new CollectedDescriptor(each, look)));
        return all;
    }

    /**
     * What was open at a time.
     *
     * <p>While the agent tells of every descriptor that Java code opens, and there are as many as there were, nothing has
     * changed but for what native code may have swapped, see {@link #see}: a test that opens nothing pays for a count. That is
     * no proof: a thread that begins to wait in {@code accept} reserves a number as another one closes its own. So a scope
     * that looks again, since it has a suspect, looks at what is there.
     *
     * @param lookedAtBy the scopes, of those that are open, that have seen it
     */
    private record Listing(long at, long count, List<LiveDescriptor> live, Set<Scope> lookedAtBy) {
        boolean isOfNow(long now, long countNow) {
            return at == now && count == countNow && count >= 0;
        }
    }

    private static List<LiveDescriptor> seenAnew(List<LiveDescriptor> live) {
        Look look = new Look(live);
        live.forEach(descriptor -> descriptor.seenIn(look));
        return live;
    }

    private void forgetClosed(int[] open, long listedAt) {
        known.keySet().removeIf(fd -> Arrays.binarySearch(open, fd) < 0);
        table.forgetIf(fd -> Arrays.binarySearch(open, fd) < 0, listedAt);
    }

    /**
     * The same object for as long as the same thing is open under this number.
     *
     * <p>Only the system can tell whether native code has closed what it opened and opened something else, which got the
     * same number. Asking it for each of a JVM's own files is most of the cost of a test that leaks nothing: while the
     * agent sees what Java code opens, this is left to the end of the class.
     */
    private @Nullable LiveDescriptor see(int fd, boolean thorough) {
        Opening opening = table.get(fd);
        LiveDescriptor before = known.get(fd);
        if (before != null && before.opening() == opening && (opening != null || !thorough)) {
            return before;
        }
        String link = system.link(fd);
        if (link == null) {
            return null;
        }
        if (opening != null && !opening.mayBeOpen()) {
            table.forget(opening);
            opening = null;
        }
        Opening fitting = opening != null && opening.kind().fits(link) ? opening : null;
        if (before != null && before.opening() == fitting && before.isStill(link)) {
            return before;
        }
        LiveDescriptor now = new LiveDescriptor(fd, link, fitting, table, system);
        known.put(fd, now);
        return now;
    }
}
