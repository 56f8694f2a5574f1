package dev.leakcheck.internal.meter;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Standing;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The most HTTP bodies of one scope that were open at the same time. */
final class BodyPeak {

    private record First(String summary, ScopedOrigin origin) {}

    private final ScopeNode scope;
    private final long budget;
    private final Supplier<Collection<LiveResource>> live;
    private final Peak<First> peak;

    /**
     * Begins.
     *
     * @param live asks the clients' probes for what is open now
     */
    BodyPeak(ScopeNode scope, long budget, Supplier<Collection<LiveResource>> live) {
        this.scope = scope;
        this.budget = budget;
        this.live = live;
        this.peak = new Peak<>(budget, this::openNow);
    }

    void responded(TrackedCall call) {
        ScopedOrigin origin = call.origin();
        if (origin != null && isOurs(origin)) {
            peak.opened(() -> new First(text(call), origin));
        }
    }

    private boolean isOurs(ScopedOrigin origin) {
        ScopeNode charge = origin.charge();
        return charge != null && charge.isWithin(scope);
    }

    private long openNow() {
        long open = 0;
        for (LiveResource each : live.get()) {
            if (each.identity() instanceof TrackedCall call
                    && hasBody(call)
                    && call.origin() != null
                    && isOurs(call.origin())
                    && each.standing().kind() == Standing.Kind.HELD) {
                open++;
            }
        }
        return open;
    }

    /** A call without a response is under way and holds no body yet. */
    private static boolean hasBody(TrackedCall call) {
        return call.call() instanceof JdkExchange exchange
                ? exchange.body() != null && exchange.end() == null
                : call.response() != null;
    }

    /** What was asked, and the status: how far it has come since is another matter. */
    private String text(TrackedCall newest) {
        for (LiveResource each : live.get()) {
            if (each.identity() == newest) {
                return each.summary().replaceFirst("( -> [^,]*),.*", "$1");
            }
        }
        return "an HTTP exchange";
    }

    /** The verdict; null if it stayed within the budget. */
    @Nullable Finding finding() {
        First first = peak.first();
        return first == null
                ? null
                : Peaks.finding(
                        Resource.BODIES,
                        "HTTP body",
                        peak.most(),
                        budget,
                        first.summary(),
                        "requested at",
                        first.origin(),
                        "close each response before the next request, not all of them at the end",
                        scope);
    }
}
