package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jetty's server, client, thread pool and scheduler: whatever they manage is stopped with them. */
final class JettyServers extends LibraryAdapter {

    private static final int DEEPEST = 8;
    private static final Set<String> MANAGED = Set.of("MANAGED", "AUTO");

    @Override
    public String describe(Object owner) {
        String name = simpleName(owner);
        if (!name.equals("Server")) {
            return "Jetty " + name + (name.equals("QueuedThreadPool") ? " " + read(owner, "_name") : "");
        }
        List<@Nullable Object> parts = new ArrayList<>();
        collect(owner, owner, parts, 0);
        for (Object part : parts) {
            if (part instanceof ServerSocketChannel channel && channel.socket().getLocalPort() > 0) {
                return "Jetty Server on port " + channel.socket().getLocalPort();
            }
        }
        return "Jetty Server";
    }

    private static String simpleName(Object owner) {
        for (String known : List.of("Server", "HttpClient", "QueuedThreadPool", "ScheduledExecutorScheduler")) {
            if (isA(owner, known)) {
                return known;
            }
        }
        return owner.getClass().getSimpleName();
    }

    /** Not started yet, too: then it has no parts. */
    @Override
    public boolean isStopped(Object owner) {
        return !Boolean.TRUE.equals(Reflect.call(owner, "isRunning"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (isA(owner, "ScheduledExecutorScheduler")) {
            return Arrays.asList(read(owner, "scheduler"));
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "_threads"));
        collect(owner, owner, parts, 0);
        return parts;
    }

    private void collect(@Nullable Object component, Object owner, List<@Nullable Object> parts, int depth) {
        if (component == null || depth > DEEPEST) {
            return;
        }
        if (component != owner && isOwner(component)) {
            parts.add(component); // It tells its own parts.
            return;
        }
        parts.add(read(component, "_acceptChannel"));
        parts.addAll(withChannels(read(component, "_selector")));
        if (isSet(component, "_ownScheduler")) {
            // What ends idle sessions makes itself one where the server has none, as before Jetty 12: it is no bean.
            collect(read(component, "_scheduler"), owner, parts, depth + 1);
        }
        for (Object bean : copy(read(component, "_beans"))) {
            if (MANAGED.contains(String.valueOf(read(bean, "_managed")))) {
                collect(read(bean, "_bean"), owner, parts, depth + 1);
            }
        }
    }

    private boolean isOwner(Object component) {
        Set<String> types = types();
        for (Class<?> type = component.getClass(); type != null; type = type.getSuperclass()) {
            if (types.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String remedy(Object owner) {
        return "call stop() on the " + simpleName(owner) + " before the test ends";
    }
}
