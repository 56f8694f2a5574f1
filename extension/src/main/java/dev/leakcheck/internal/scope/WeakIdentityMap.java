package dev.leakcheck.internal.scope;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map that compares keys by identity and holds them weakly.
 *
 * <p>{@link java.util.WeakHashMap} would call the {@code hashCode} of user code. Values must not refer to their key.
 */
public final class WeakIdentityMap<K, V> {

    private final Map<Object, V> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** The value of a key, or null. */
    public @Nullable V get(K key) {
        return entries.get(new Lookup(key));
    }

    /** Sets the value of a key. */
    public void put(K key, V value) {
        expunge();
        entries.put(new Key(key, collected), value);
    }

    /** The value of a key, made if absent: twice where two threads come at once, of which one value is dropped. */
    public V computeIfAbsent(K key, Function<? super K, ? extends V> make) {
        V present = get(key);
        if (present != null) {
            return present;
        }
        expunge();
        // No lambda: hooks come here, and linking one runs much code.
        V made = make.apply(key);
        V raced = entries.putIfAbsent(new Key(key, collected), made);
        return raced == null ? made : raced;
    }

    /** Whether there is nothing in it, be it collected; cheap. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Forgets a key. */
    public void remove(K key) {
        entries.remove(new Lookup(key));
    }

    /** Visits what is still reachable. */
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> action) {
        expunge();
        entries.forEach((key, value) -> {
            Object referent = ((Key) key).get();
            if (referent != null) {
                action.accept((K) referent, value);
            }
        });
    }

    private void expunge() {
        for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
            entries.remove(key);
        }
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object referent, ReferenceQueue<Object> queue) {
            super(referent, queue);
            this.hash = System.identityHashCode(referent);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && refersTo(key.get());
        }
    }

    private static final class Lookup {
        private final Object referent;

        Lookup(Object referent) {
            this.referent = referent;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(referent);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(referent);
        }
    }
}
