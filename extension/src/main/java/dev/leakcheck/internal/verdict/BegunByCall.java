package dev.leakcheck.internal.verdict;

import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.owner.OneCall;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;

/** What one call of a library began and nobody ended: one thing to whoever called. */
final class BegunByCall implements LiveResource {

    private final LiveResource first;
    private final OneCall call;
    private final String parts;
    private final boolean running;

    /**
     * Stands for its parts.
     *
     * @param first the part whose identity and standing it has
     * @param parts how many there are of which kind
     * @param running whether any of them runs
     */
    BegunByCall(LiveResource first, OneCall call, String parts, boolean running) {
        this.first = first;
        this.call = call;
        this.parts = parts;
        this.running = running;
    }

    @Override
    public Object identity() {
        return first.identity();
    }

    @Override
    public String summary() {
        return "what " + call.text() + (running ? " began: " : " opened: ") + parts;
    }

    @Override
    public Origin origin() {
        return call.origin().below(frame -> Libraries.have(frame.getClassName()));
    }

    @Override
    public String siteHeading() {
        return "called at";
    }

    @Override
    public String remedy() {
        return call.remedy();
    }
}
