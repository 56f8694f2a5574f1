package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.Ending;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/** How bodies of OkHttp end. */
final class BodyEndings {

    private BodyEndings() {}

    /**
     * Notes the end of a body, when OkHttp learns of it.
     *
     * @param source the exchange's own source of the body, which is told each time that its end is seen or it is closed
     */
    static void note(CallTable table, Object source, long received, @Nullable Object error) {
        Object call = Reflect.field(Reflect.field(source, "this$0"), "call");
        TrackedCall tracked = call == null ? null : table.find(call);
        if (tracked == null || Boolean.TRUE.equals(Reflect.field(source, "completed"))) {
            return;
        }
        if (error != null) {
            tracked.ended(null);
            return;
        }
        boolean closed = Boolean.TRUE.equals(Reflect.field(source, "closed"));
        boolean whole = Reflect.field(source, "contentLength") instanceof Long length && received == length;
        tracked.ended(new Ending(closed && !whole, received));
    }

    /** Tells of a call that is over what is worth knowing of it. */
    static void tell(TrackedCall tracked, BodyOutcomes outcomes) {
        Ending ending = tracked.ending();
        if (ending == null || tracked.response() == null || isTornOff(tracked)) {
            return;
        }
        if (ending.early()) {
            outcomes.closedEarly(tracked.origin(), () -> ExchangeText.ofAbandoned(tracked, ending));
        } else if (isDrainedOnly(tracked)
                && !CallState.isRunning(tracked.call())) { // Or its callback may yet close it.
            outcomes.drainedNotClosed(tracked.origin(), () -> ExchangeText.ofAbandoned(tracked, ending));
        }
    }

    /** Whether the end of the body was seen, and it was not closed. */
    static boolean isDrainedOnly(TrackedCall tracked) {
        Ending ending = tracked.ending();
        return ending != null && !ending.early() && ending.received() > 0 && isOpen(tracked.response());
    }

    /** Whether nobody wanted the rest of it, and said so; or it was no body that anybody reads. */
    private static boolean isTornOff(TrackedCall tracked) {
        return Boolean.TRUE.equals(Reflect.call(tracked.call(), "isCanceled"))
                || Boolean.TRUE.equals(Reflect.field(tracked.call(), "forWebSocket"));
    }

    private static boolean isOpen(@Nullable Object response) {
        Object body = Reflect.call(response, "body");
        return body != null
                && body.getClass().getName().startsWith("okhttp3.")
                && Reflect.call(body, "source") instanceof Channel source
                && source.isOpen();
    }
}
