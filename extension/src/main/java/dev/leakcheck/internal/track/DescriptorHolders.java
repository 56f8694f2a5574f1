package dev.leakcheck.internal.track;

import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which clients hold which sockets and files: here they tell those who see descriptors, so that neither knows the other. */
public final class DescriptorHolders {

    /**
     * Who holds a descriptor.
     *
     * @param owner what it lives by, null if nobody uses it now
     * @param standing whether it counts
     * @param byNumber whether no more is known than the number that native code had once: it may be another's by now
     */
    public record Holder(@Nullable Owner owner, Standing standing, boolean byNumber) {

        /** One that is known by what it holds. */
        public Holder(@Nullable Owner owner, Standing standing) {
            this(owner, standing, false);
        }
    }

    private static final List<Supplier<Map<Integer, Holder>>> CLIENTS = new CopyOnWriteArrayList<>();

    private static final List<Function<String, @Nullable Holder>> FILE_CLIENTS = new CopyOnWriteArrayList<>();

    private DescriptorHolders() {}

    /** Adds a client that tells what it holds now, by descriptor number. */
    public static void register(Supplier<Map<Integer, Holder>> client) {
        CLIENTS.add(client);
    }

    /** Adds a client that tells who holds a file which native code has opened, by its path. */
    public static void registerFiles(Function<String, @Nullable Holder> client) {
        FILE_CLIENTS.add(client);
    }

    /** Who holds a file that native code has opened; null if that is not known. */
    public static @Nullable Holder ofFile(String path) {
        for (Function<String, @Nullable Holder> client : FILE_CLIENTS) {
            Holder holder = client.apply(path);
            if (holder != null) {
                return holder;
            }
        }
        return null;
    }

    /** All that is held now. */
    public static Map<Integer, Holder> byDescriptor() {
        Map<Integer, Holder> all = new HashMap<>();
        CLIENTS.forEach(
                client -> client.get().forEach((fd, holder) -> all.merge(fd, holder, DescriptorHolders::closest)));
        return all;
    }

    /** What uses a socket says more than what keeps it, and either says more than that nobody uses it. */
    private static Holder closest(Holder before, Holder next) {
        return before.owner() != null && next.owner() == null ? before : next;
    }
}
