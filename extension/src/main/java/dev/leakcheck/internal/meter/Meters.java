package dev.leakcheck.internal.meter;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Measure;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.Listener;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is measured of one test while it runs: nothing, unless a budget asks for it. */
public final class Meters implements Listener, CurrentScope.Listener {

    private static final int PARTS_SHOWN = 3;

    private final ScopeNode scope;
    private final Budgets budgets;
    private final @Nullable AllocationMeter allocation;
    private final @Nullable DescriptorPeak descriptors;
    private final @Nullable BodyPeak bodies;

    private Meters(ScopeNode scope, Policy policy, Supplier<Collection<LiveResource>> liveBodies) {
        this.scope = scope;
        this.budgets = policy.budgets();
        Tracker tracker = Tracker.instance();
        this.allocation = measures(policy, Measure.ALLOCATION, Resource.HEAP) && isAllocationKnown()
                ? new AllocationMeter(scope, tracker.threads())
                : null;
        boolean heard = Agent.isActive();
        OpenDescriptors system = heard && measures(policy, Measure.PEAK_FILE_DESCRIPTORS, Resource.FILE_DESCRIPTORS)
                ? OpenDescriptors.here()
                : null;
        this.descriptors = system != null && system.linked()
                ? new DescriptorPeak(scope, budgets.of(Measure.PEAK_FILE_DESCRIPTORS), tracker.descriptors(), system)
                : null;
        this.bodies = heard && measures(policy, Measure.PEAK_BODIES, Resource.BODIES)
                ? new BodyPeak(scope, budgets.of(Measure.PEAK_BODIES), liveBodies)
                : null;
        sayWhatIsMissing(policy);
    }

    private static boolean measures(Policy policy, Measure measure, Resource resource) {
        return policy.budgets().of(measure) != Budgets.UNLIMITED
                && policy.resources().contains(resource);
    }

    private static boolean isAllocationKnown() {
        boolean known = Allocation.currentThreadBytes() >= 0;
        if (!known) {
            Notices.once("The allocation of tests is not judged: this JVM does not measure what a thread allocates");
        }
        return known;
    }

    private void sayWhatIsMissing(Policy policy) {
        boolean wanted =
                measures(policy, Measure.PEAK_FILE_DESCRIPTORS, Resource.FILE_DESCRIPTORS) && descriptors == null
                        || measures(policy, Measure.PEAK_BODIES, Resource.BODIES) && bodies == null;
        if (wanted) {
            Notices.once("Peaks are not judged: "
                    + (Agent.isActive() ? "this system has no /proc/self/fd" : "they need the agent"));
        }
    }

    /**
     * Begins to measure a test or a block, on its own thread.
     *
     * @param liveBodies asks the clients' probes for what is open
     * @return null if no budget asks for it
     */
    public static @Nullable Meters start(
            ScopeNode scope, Policy policy, Supplier<Collection<LiveResource>> liveBodies) {
        if (scope.kind() != Scope.Kind.TEST && scope.kind() != Scope.Kind.BLOCK || !asks(policy)) {
            return null;
        }
        Meters meters = new Meters(scope, policy, liveBodies);
        Tracker.instance().listeners().add(meters);
        if (meters.allocation != null) {
            meters.allocation.restart();
            CurrentScope.listeners().add(meters);
        }
        return meters;
    }

    private static boolean asks(Policy policy) {
        return measures(policy, Measure.ALLOCATION, Resource.HEAP)
                || measures(policy, Measure.PEAK_FILE_DESCRIPTORS, Resource.FILE_DESCRIPTORS)
                || measures(policy, Measure.PEAK_BODIES, Resource.BODIES);
    }

    /** Forgets what was allocated so far: it was not the test's doing. */
    public void restart() {
        if (allocation != null) {
            allocation.restart();
        }
    }

    /** Measures no more. */
    public void stop() {
        Tracker.instance().listeners().remove(this);
        CurrentScope.listeners().remove(this);
    }

    /** What exceeds its budget; call before anything else that a verdict needs, which allocates. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (allocation != null) {
            List<AllocationMeter.Part> parts = allocation.parts();
            long bytes = parts.stream().mapToLong(AllocationMeter.Part::bytes).sum();
            if (bytes > budgets.of(Measure.ALLOCATION)) {
                findings.add(allocated(bytes, parts));
            }
        }
        Finding peak = descriptors == null ? null : descriptors.finding();
        if (peak != null) {
            findings.add(peak);
        }
        peak = bodies == null ? null : bodies.finding();
        if (peak != null) {
            findings.add(peak);
        }
        return findings;
    }

    private Finding allocated(long bytes, List<AllocationMeter.Part> parts) {
        List<String> lines = parts.stream()
                .limit(PARTS_SHOWN)
                .map(part -> Sizes.format(part.bytes()) + " by " + part.who())
                .toList();
        return Evidence.of(
                Finding.Kind.ALLOCATED,
                Resource.HEAP,
                "memory",
                "allocated",
                Sizes.format(bytes) + " allocated, garbage included",
                bytes,
                "",
                List.of(),
                List.of(Detail.lines("of this", lines)),
                "read and write piece by piece instead of holding all of it; a flight recording shows where it is allocated",
                scope,
                scope.name());
    }

    @Override
    public void switched(@Nullable ScopeNode now) {
        if (allocation != null) {
            allocation.switched(now);
        }
    }

    @Override
    public void threadStarting(Thread thread) {
        if (allocation != null) {
            allocation.starting(thread);
        }
    }

    @Override
    public void descriptorOpened(Opening opening) {
        if (descriptors != null) {
            descriptors.opened(opening);
        }
    }

    @Override
    public void allocatedBesides(long bytes) {
        if (allocation != null) {
            allocation.excuse(bytes);
        }
    }

    @Override
    public void bodyResponded(TrackedCall call) {
        if (bodies != null) {
            long began = Allocation.currentThreadBytes();
            bodies.responded(call);
            excuse(began);
        }
    }

    /** What a look allocates is not the test's doing. */
    private void excuse(long began) {
        if (allocation != null) {
            allocation.excuse(Allocation.currentThreadBytes() - began);
        }
    }
}
