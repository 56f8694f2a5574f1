package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.owner.library.BuiltIns;
import dev.leakcheck.internal.services.Services;
import dev.leakcheck.spi.OwnerAdapter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who knows which class of owners. An adapter that comes with LeakCheck is loaded when the first of its owners is asked
 * for; most test runs meet none of them.
 */
public final class Adapters {

    private static final Map<String, GuardedAdapter> BY_TYPE = new ConcurrentHashMap<>();

    // By class value, so that no class loader of the user's is kept alive.
    private static final ClassValue<Optional<GuardedAdapter>> BY_CLASS = new ClassValue<>() {
        @Override
        protected Optional<GuardedAdapter> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private Adapters() {}

    /**
     * Loads the adapters that users wrote; those found first win, and all of them over LeakCheck's own.
     *
     * @return the names of all owner classes
     */
    public static Set<String> load() {
        Services.load(OwnerAdapter.class, "An owner adapter", written -> {
            GuardedAdapter adapter = new GuardedAdapter(written);
            adapter.types().forEach(type -> BY_TYPE.putIfAbsent(type, adapter));
        });
        Set<String> types = new HashSet<>(BuiltIns.types());
        types.addAll(BY_TYPE.keySet());
        return types;
    }

    /** The adapter of an owner; null if there is none, or none that works. */
    public static @Nullable GuardedAdapter of(Object owner) {
        GuardedAdapter adapter = BY_CLASS.get(owner.getClass()).orElse(null);
        return adapter == null || adapter.isOff() ? null : adapter;
    }

    private static Optional<GuardedAdapter> find(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            GuardedAdapter known = BY_TYPE.get(each.getName());
            if (known != null) {
                return Optional.of(known);
            }
            OwnerAdapter builtIn = BuiltIns.adapter(each.getName());
            if (builtIn != null) {
                GuardedAdapter guarded = new GuardedAdapter(builtIn);
                BY_TYPE.putIfAbsent(each.getName(), guarded);
                builtIn.types().forEach(name -> BY_TYPE.putIfAbsent(name, guarded));
                return Optional.of(guarded);
            }
        }
        return Optional.empty();
    }
}
