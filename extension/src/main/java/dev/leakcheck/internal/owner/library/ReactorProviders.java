package dev.leakcheck.internal.owner.library;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.Tracker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reactor Netty's ConnectionProviders with their connections. That one is in use is a leak of its own, of whoever asked for it: a
 * provider that is disposed of leaves it open.
 */
final class ReactorProviders extends LibraryAdapter {

    @Override
    public Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }

    @Override
    public String describe(Object owner) {
        return "ConnectionProvider " + read(owner, "name");
    }

    /** It forgets its pools when it is disposed of, and has none before its first connection. */
    @Override
    public boolean isStopped(Object owner) {
        return Boolean.TRUE.equals(Reflect.call(owner, "isDisposed"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (read(owner, "channelPools") instanceof Map<?, ?> byAddress) {
            Set<Object> pools = Collections.newSetFromMap(new IdentityHashMap<>());
            pools.addAll(byAddress.values());
            for (Object pool : pools) {
                copy(read(pool, "idleResources")).forEach(idle -> addChannel(idle, parts));
            }
            Tracker.instance().owners().forEach((other, creation) -> {
                if (isA(other, "DisposableAcquire") && pools.contains(read(other, "pool"))) {
                    addChannel(read(other, "pooledRef"), parts);
                }
            });
        }
        return parts;
    }

    private static void addChannel(@Nullable Object lent, List<@Nullable Object> parts) {
        NettyLoops.addChannel(read(lent, "poolable", "channel"), parts);
    }

    @Override
    public String remedy(Object owner) {
        return "call disposeLater().block() on the ConnectionProvider before the test ends";
    }
}
