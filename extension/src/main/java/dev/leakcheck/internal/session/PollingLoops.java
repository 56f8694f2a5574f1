package dev.leakcheck.internal.session;

import dev.leakcheck.internal.owner.library.LoopTimers;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.rest.NativeName;
import dev.leakcheck.internal.rest.Rest;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Loops whose selector times out now and then, though there may be nothing to do. Until when one waits the kernel does
 * not tell; so each kind is asked for what it has to do.
 */
final class PollingLoops implements Rest.Loops {

    private static final Set<String> SELECTING = Set.of("sun.nio.ch.EPoll.wait");

    /** Closes what idles, and looks whether it was told to stop. */
    private static final String HTTP_SERVER = "sun.net.httpserver.ServerImpl$Dispatcher";

    private static final String HTTP_CLIENT = "jdk.internal.net.http.HttpClientImpl$SelectorManager";

    /** Looks each second whether a connection has idled too long. */
    private static final String APACHE_REACTOR = "org.apache.hc.core5.reactor.";

    private final boolean hooked;

    /**
     * For one verdict.
     *
     * @param hooked whether calls and loops are known, which the agent tells of
     */
    PollingLoops(boolean hooked) {
        this.hooked = hooked;
    }

    @Override
    public boolean lookAroundOnly(Set<String> names, long moment) {
        Set<String> found = new HashSet<>();
        // Not a thread's own getStackTrace: a subclass of the user's may do anything there.
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] stack = each.getValue();
            if (stack.length > 0 && isSelecting(stack[0])) {
                String name = NativeName.of(each.getKey().getName());
                if (names.contains(name)) {
                    found.add(name);
                    if (!looksAroundOnly(each.getKey(), stack, moment)) {
                        return false;
                    }
                }
            }
        }
        return found.containsAll(names);
    }

    private boolean looksAroundOnly(Thread thread, StackTraceElement[] stack, long moment) {
        if (Arrays.stream(stack).allMatch(Site::isJdk)) {
            return isIn(stack, HTTP_SERVER) || isIn(stack, HTTP_CLIENT) && hooked && !isCallAwaited();
        }
        if (isOnlyIn(stack, APACHE_REACTOR)) {
            return hooked && Tracker.instance().apacheCalls().all().stream().noneMatch(PollingLoops::isAwaited);
        }
        Object loop = hooked ? LoopTimers.loopOf(thread) : null;
        return loop != null && isOnlyIn(stack, LoopTimers.packageOf(loop)) && !LoopTimers.isDueBefore(moment, loop);
    }

    /** Whether no code but a library's own and the JDK's is under way. */
    private static boolean isOnlyIn(StackTraceElement[] stack, String library) {
        return Arrays.stream(stack)
                .allMatch(frame -> Site.isJdk(frame) || frame.getClassName().startsWith(library));
    }

    /** Whether a java.net.http client waits for a response, perhaps with a time-out. */
    private static boolean isCallAwaited() {
        for (TrackedCall call : Tracker.instance().jdkHttpCalls().all()) {
            if (call.call() instanceof JdkExchange exchange && exchange.end() == null) {
                CompletableFuture<?> result = exchange.result();
                if (result == null || !result.isDone()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What a scope that has ended did not await is nobody's any more. */
    private static boolean isAwaited(TrackedCall call) {
        ScopeNode charge = call.origin() == null ? null : call.origin().charge();
        boolean over = call.isSent() && Boolean.FALSE.equals(Reflect.call(call.call(), "isEndpointAcquired"));
        return !over && (charge == null || charge.isOpen());
    }

    private static boolean isSelecting(StackTraceElement frame) {
        return SELECTING.contains(frame.getClassName() + '.' + frame.getMethodName());
    }

    private static boolean isIn(StackTraceElement[] stack, String type) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(type));
    }
}
