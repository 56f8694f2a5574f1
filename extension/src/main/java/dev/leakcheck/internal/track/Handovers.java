package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Who handed over one and the same object to be run, the first one first, and has not seen it start yet. */
final class Handovers {

    /** Beyond that the object is refused or dropped again and again, and who handed it over says little. */
    private static final int MOST = 1000;

    /**
     * One of them.
     *
     * @param at where; null unless it is to run the JDK's code alone
     */
    record Handover(ScopeNode submitter, @Nullable ScopedOrigin at) {

        boolean isOfOpen() {
            return submitter.isOpen();
        }
    }

    private final ArrayDeque<Handover> handovers = new ArrayDeque<>(1);

    synchronized void add(ScopeNode submitter, @Nullable ScopedOrigin at) {
        if (handovers.size() == MOST) {
            handovers.removeFirst();
        }
        handovers.addLast(new Handover(submitter, at));
    }

    /** Takes the first one; before an open scope an ended one is what a pool refused or dropped. */
    synchronized @Nullable Handover take() {
        Handover first = handovers.pollFirst();
        while (first != null && !first.isOfOpen() && hasOpen()) {
            first = handovers.pollFirst();
        }
        return first;
    }

    private boolean hasOpen() {
        for (Handover handover : handovers) {
            if (handover.isOfOpen()) {
                return true;
            }
        }
        return false;
    }
}
