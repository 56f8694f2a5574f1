package dev.leakcheck.internal.track;

import dev.leakcheck.internal.reflect.Reflect;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What an asynchronous exchange of Apache HttpClient is cancelled by; weakly, since it comes to hold the whole response.
 */
public final class Cancellation {

    private static final String CALLBACK = "AsyncConnectExec$";

    private final WeakReference<Object> cancellable;

    private Cancellation(Object cancellable) {
        this.cancellable = new WeakReference<>(cancellable);
    }

    /** What the callback of an exchange knows to cancel it by; anything else as it is. */
    static @Nullable Object ofCallback(@Nullable Object callback) {
        if (callback == null || !callback.getClass().getName().contains(CALLBACK)) {
            return callback;
        }
        for (Object exchange : Reflect.fields(callback)) {
            Object cancellable = Reflect.field(exchange, "cancellableDependency");
            if (cancellable != null) {
                return new Cancellation(cancellable);
            }
        }
        return null;
    }

    /** Whether the user has cancelled it. */
    public boolean isCancelled() {
        return Boolean.TRUE.equals(Reflect.call(cancellable.get(), "isCancelled"));
    }
}
