package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.Ending;
import dev.leakcheck.internal.track.CallTable.TrackedCall;

/**
 * How bodies of the classic client end.
 *
 * <p>Its contract is that a body which was read to its end need not be closed: that is not worth a word.
 */
final class BodyEndings {

    private static final String CONSUMER = "org.apache.hc.core5.http.io.entity.EntityUtils";
    private static final String CLIENT = "org.apache.hc.client5.http.impl.classic.";

    private BodyEndings() {}

    /** Notes how far a body was read when it is about to be closed: closing reads the rest of it. */
    static void note(CallTable table, Object body) {
        Object runtime = Reflect.field(body, "execRuntime");
        TrackedCall tracked = runtime == null ? null : table.find(runtime);
        if (tracked == null || tracked.response() == null || tracked.ending() != null) {
            return;
        }
        Body now = Body.ofEntity(body);
        tracked.ended(new Ending(!now.isAtEnd() && !isConsumed(), now.read()));
    }

    /** Whether it is closed in order to read the rest of it: by the user's wish, or by a client that follows a redirect. */
    private static boolean isConsumed() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String type = frame.getClassName();
            if (type.equals(CONSUMER) || type.startsWith(CLIENT) && type.endsWith("Exec")) {
                return true;
            }
        }
        return false;
    }

    /** Tells of an exchange that is over what is worth knowing of it. */
    static void tell(TrackedCall tracked, BodyOutcomes outcomes) {
        Ending ending = tracked.ending();
        if (ending != null && ending.early()) {
            outcomes.closedEarly(tracked.origin(), () -> ExchangeText.ofAbandoned(tracked, ending));
        }
    }
}
