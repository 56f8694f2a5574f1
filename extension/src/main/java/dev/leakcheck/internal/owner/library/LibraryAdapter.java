package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.spi.OwnerAdapter;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the adapters of this package share. A field that another version of the library does not have reads as null. */
abstract class LibraryAdapter implements OwnerAdapter {

    private static final int ATTEMPTS = 3;

    @Override
    public final Set<String> types() {
        return BuiltIns.typesOf(this);
    }

    /** Follows fields, through atomic references. */
    static @Nullable Object read(@Nullable Object from, String... path) {
        Object at = from;
        for (String name : path) {
            at = Reflect.field(at, name);
            if (at instanceof AtomicReference<?> reference) {
                at = reference.get();
            }
        }
        return at;
    }

    /** Whether a boolean or atomic boolean field is set. */
    static boolean isSet(Object owner, String field) {
        Object value = Reflect.field(owner, field);
        return value instanceof AtomicBoolean atomic ? atomic.get() : Boolean.TRUE.equals(value);
    }

    static boolean isA(Object owner, String simpleName) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals(simpleName)) {
                return true;
            }
        }
        return false;
    }

    /** The elements of a collection that may change meanwhile, and need not be made for that. */
    static List<Object> copy(@Nullable Object collection) {
        for (int attempt = 0; attempt < ATTEMPTS && collection instanceof Collection<?> known; attempt++) {
            try {
                List<Object> copy = new ArrayList<>();
                for (Object each : known.toArray()) {
                    if (each != null) {
                        copy.add(each);
                    }
                }
                return copy;
            } catch (RuntimeException changed) {
                // Once more.
            }
        }
        return List.of();
    }

    /** A selector with the channels that are registered with it. */
    static List<Object> withChannels(@Nullable Object selector) {
        List<Object> parts = new ArrayList<>();
        if (selector instanceof Selector known) {
            parts.add(known);
            try {
                for (SelectionKey key : known.keys()) {
                    parts.add(key.channel());
                }
            } catch (ClosedSelectorException closed) {
                // Then so are they.
            }
        }
        return parts;
    }

    /** The selectors of workers that have one each, with their channels. */
    static List<Object> withChannelsOfEach(@Nullable Object workers) {
        List<Object> parts = new ArrayList<>();
        if (workers instanceof Object[] several) {
            for (Object worker : several) {
                parts.addAll(withChannels(read(worker, "selector")));
            }
        }
        return parts;
    }
}
