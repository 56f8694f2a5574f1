package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Moment;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Keeps a probe that throws away from the user's tests: it is switched off, with one line that says so. */
final class GuardedProbe implements LeakProbe {

    private final LeakProbe probe;
    private final Resource resource;
    private final String noun;
    private final String leftBehind;
    private final Moment moment;
    private volatile boolean off;

    GuardedProbe(LeakProbe probe) {
        this.probe = probe;
        this.resource = guarded("resource()", probe::resource, Resource.HEAP);
        this.noun = guarded("noun()", probe::noun, "resource");
        this.leftBehind = guarded("leftBehind()", probe::leftBehind, "unreleased");
        this.moment = guarded("moment()", probe::moment, Moment.BEFORE_GC);
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public String noun() {
        return noun;
    }

    @Override
    public String leftBehind() {
        return leftBehind;
    }

    @Override
    public Moment moment() {
        return moment;
    }

    @Override
    public void start(ProbeContext context) {
        guarded(
                "start()",
                () -> {
                    probe.start(context);
                    return true;
                },
                false);
    }

    /** The class whose own frames belong in no creation site. */
    Class<?> type() {
        return probe.getClass();
    }

    /** Whether it is one of LeakCheck's own. */
    boolean isBuiltIn() {
        return probe.getClass().getName().startsWith("dev.leakcheck.internal.");
    }

    // The next three without lambdas: each test that leaks nothing comes here some dozens of times.

    @Override
    public void scopeOpened(Scope scope, long budget) {
        if (!off) {
            try {
                probe.scopeOpened(scope, budget);
            } catch (Throwable fault) {
                fault("scopeOpened()", fault);
            }
        }
    }

    @Override
    public Collection<? extends LiveResource> live(Scope scope, long budget) {
        if (off) {
            return List.of();
        }
        try {
            Collection<? extends LiveResource> live = probe.live(scope, budget);
            return live.isEmpty() ? List.of() : guarded(live);
        } catch (Throwable fault) {
            fault("live()", fault);
            return List.of();
        }
    }

    @Override
    public void scopeClosed(Scope scope) {
        if (!off) {
            try {
                probe.scopeClosed(scope);
            } catch (Throwable fault) {
                fault("scopeClosed()", fault);
            }
        }
    }

    private List<GuardedResource> guarded(Collection<? extends LiveResource> live) {
        List<GuardedResource> guarded = new ArrayList<>(live.size());
        for (LiveResource each : live) {
            guarded.add(new GuardedResource(this, each));
        }
        return guarded;
    }

    /** Whether the probe was switched off. */
    boolean isOff() {
        return off;
    }

    /** Switches the probe off because of a fault in what it reported. */
    void fault(String where, Throwable fault) {
        if (off) {
            return;
        }
        off = true;
        Notices.once("The probe " + probe.getClass().getName() + " is off for the rest of this run: " + where
                + " threw " + fault + ". No test was failed by it; its resources are no longer checked");
    }

    private <T> T guarded(String where, Supplier<T> call, T otherwise) {
        if (off) {
            return otherwise;
        }
        try {
            T result = call.get();
            if (result != null) {
                return result;
            }
            fault(where, new NullPointerException("it returned null"));
        } catch (Throwable fault) {
            fault(where, fault);
        }
        return otherwise;
    }
}
