package dev.leakcheck.internal.benign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reactor Netty's connections without a pool: drivers keep them in pools of their own. Only who gets one returned has it to close; of
 * who subscribes to one the stack tells nothing, so that it may be a driver.
 */
public final class UnpooledConnections {

    static final String PROVIDER = "reactor.netty.resources.NewConnectionProvider";

    private static final String RETURNS = "connectNow";

    /** What stands between a connection and whoever asked for it. */
    private static final List<String> ON_THE_WAY = List.of("reactor.", "io.netty.", "java.");

    private UnpooledConnections() {}

    /**
     * The class whose code gets such a connection returned; null if there is none, or if a frame makes something else.
     *
     * @param at where the frame is in the stack
     */
    public static @Nullable String receiver(StackTraceElement[] stack, int at) {
        if (!stack[at].getClassName().startsWith(PROVIDER)) {
            return null;
        }
        int asking = at;
        while (asking < stack.length && isOnTheWay(stack[asking])) {
            asking++;
        }
        return asking < stack.length && stack[asking - 1].getMethodName().equals(RETURNS)
                ? stack[asking].getClassName()
                : null;
    }

    private static boolean isOnTheWay(StackTraceElement frame) {
        for (String prefix : ON_THE_WAY) { // No lambda: hooks come here.
            if (frame.getClassName().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
