package dev.leakcheck.internal.track.jdkhttp;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange.End;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands everything on to the user's BodySubscriber, and counts what arrives. */
public final class JdkBody implements BodySubscriber<Object> {

    private static final String JDK_SUBSCRIBERS = "jdk.internal.net.http.ResponseSubscribers";

    private final BodySubscriber<Object> original;
    private final JdkExchange exchange;
    private volatile long received;
    private final AtomicReference<@Nullable End> begun = new AtomicReference<>();

    JdkBody(BodySubscriber<Object> original, JdkExchange exchange) {
        this.original = original;
        this.exchange = exchange;
    }

    BodySubscriber<Object> original() {
        return original;
    }

    @Override
    public CompletionStage<Object> getBody() {
        exchange.enter();
        try {
            return original.getBody();
        } finally {
            exchange.leave();
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        Subscription observed = new Subscription() {
            @Override
            public void request(long n) {
                subscription.request(n);
            }

            @Override
            public void cancel() {
                End how = begins(End.CANCELLED);
                try {
                    subscription.cancel();
                } finally {
                    exchange.ended(JdkBody.this, how);
                }
            }
        };
        exchange.enter();
        try {
            original.onSubscribe(observed);
        } finally {
            exchange.leave();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        // Before it is handed on, for then it is consumed; never by two threads at once.
        received = received + remaining(buffers);
        exchange.enter();
        try {
            original.onNext(buffers);
        } finally {
            exchange.leave();
        }
    }

    @Override
    public void onError(Throwable failure) {
        End how = begins(End.FAILED);
        exchange.enter();
        try {
            original.onError(failure);
        } finally {
            exchange.leave();
            exchange.ended(this, how);
        }
    }

    /** Of two ends the first counts: JDK 25 answers a cancellation with an error, and a reader an error with a cancellation. */
    private End begins(End how) {
        End before = begun.compareAndExchange(null, how);
        return before == null ? how : before;
    }

    @Override
    public void onComplete() {
        exchange.enter();
        try {
            original.onComplete();
        } finally {
            exchange.leave();
            exchange.ended(this, End.COMPLETE);
        }
    }

    /** How many bytes have arrived. */
    public long received() {
        return received;
    }

    /** How many bytes its reader has taken, as far as the client keeps back others. */
    public long read() {
        InputStream stream = stream();
        long unread = stream == null ? 0 : unread(Reflect.field(stream, "buffers")) + unread(List.of(current(stream)));
        return Math.max(0, received - unread);
    }

    /** Whether it is the client's own stream, which can be closed after all of it has arrived. */
    boolean isStream() {
        return stream() != null;
    }

    /** Whether it is the client's own stream, and its reader has not closed it. */
    public boolean isUnclosedStream() {
        InputStream stream = stream();
        return stream != null && Boolean.FALSE.equals(Reflect.field(stream, "closed"));
    }

    /** The client's own stream, under a Stream of lines too; null if it is something else. */
    private @Nullable InputStream stream() {
        if (!original.getClass().getName().startsWith(JDK_SUBSCRIBERS) || !Modules.open(original.getClass())) {
            return null;
        }
        Object reader = original instanceof InputStream ? original : Reflect.field(original, "upstream");
        return reader instanceof InputStream stream ? stream : null;
    }

    private static Object current(InputStream stream) {
        Object buffer = Reflect.field(stream, "currentBuffer");
        return buffer == null ? List.of() : buffer;
    }

    private static long unread(@Nullable Object queue) {
        long unread = 0;
        if (queue instanceof Collection<?> all) {
            for (Object each : all.toArray()) { // Copied, since it may change meanwhile.
                if (each instanceof ByteBuffer buffer) {
                    unread += buffer.remaining();
                } else if (each instanceof List<?> list) {
                    unread += unread(list);
                }
            }
        }
        return unread;
    }

    private static long remaining(List<ByteBuffer> buffers) {
        long bytes = 0;
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        return bytes;
    }
}
