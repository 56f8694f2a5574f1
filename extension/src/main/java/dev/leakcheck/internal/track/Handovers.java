package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Who handed over one and the same object to be run, the first one first, and has not seen it start yet. */
final class Handovers {

    /** Beyond that the object is refused or dropped again and again, and who handed it over says little. */
    private static final int MOST = 1000;

    private final ArrayDeque<ScopeNode> submitters = new ArrayDeque<>(1);

    synchronized void add(ScopeNode submitter) {
        if (submitters.size() == MOST) {
            submitters.removeFirst();
        }
        submitters.addLast(submitter);
    }

    /** Takes the first one; before an open scope an ended one is what a pool refused or dropped. */
    synchronized @Nullable ScopeNode take() {
        ScopeNode first = submitters.pollFirst();
        while (first != null && !first.isOpen() && hasOpen()) {
            first = submitters.pollFirst();
        }
        return first;
    }

    private boolean hasOpen() {
        for (ScopeNode submitter : submitters) {
            if (submitter.isOpen()) {
                return true;
            }
        }
        return false;
    }
}
