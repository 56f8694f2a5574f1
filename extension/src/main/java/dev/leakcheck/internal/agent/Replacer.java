package dev.leakcheck.internal.agent;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Asks the events for one replacement. No lambda, as in {@link Handler}. */
final class Replacer implements BiFunction<Object, @Nullable Object, Object> {

    private final Replacement replacement;
    private final AgentEvents events;

    Replacer(Replacement replacement, AgentEvents events) {
        this.replacement = replacement;
        this.events = events;
    }

    @Override
    public Object apply(Object argument, @Nullable Object context) {
        return switch (replacement) {
            // Without a request the client is about to throw.
            case JDK_HTTP_HANDLER -> context == null ? argument : events.jdkHttpSending(context, argument);
            case JDK_HTTP_SUBSCRIBER -> events.jdkHttpSubscriber(argument);
        };
    }

    @Override
    public String toString() {
        return replacement.name();
    }
}
