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

    /**
     * Stands for its parts.
     *
     * @param first the part whose identity and standing it has
     * @param parts how many there are of which kind
     */
    BegunByCall(LiveResource first, OneCall call, String parts) {
        this.first = first;
        this.call = call;
        this.parts = parts;
    }

    @Override
    public Object identity() {
        return first.identity();
    }

    @Override
    public String summary() {
        return "what " + call.text() + " began: " + parts;
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
