package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers and clients of Apache SSHD from their start on, with the group of channels that serves them. */
final class SshServices extends LibraryAdapter {

    private static boolean isServer(Object owner) {
        return isA(owner, "SshServer");
    }

    private static String name(Object owner) {
        return isServer(owner) ? "SshServer" : "SshClient";
    }

    @Override
    public String describe(Object owner) {
        return isServer(owner) ? name(owner) + " on port " + read(owner, "port") : name(owner);
    }

    @Override
    public boolean isStopped(Object owner) {
        return !isSet(owner, "started");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (isSet(owner, "shutdownExecutor")) { // Else it is its user's.
            parts.add(read(owner, "executor"));
        }
        Object factory = read(owner, "ioServiceFactory");
        for (String part : List.of("executor", "resuming", "group", "eventLoopGroup")) {
            parts.add(read(factory, part));
        }
        if (read(owner, "acceptor", "channels") instanceof Map<?, ?> listening) {
            parts.add(listening.values());
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "call stop() on the " + name(owner) + " before the test ends";
    }
}
