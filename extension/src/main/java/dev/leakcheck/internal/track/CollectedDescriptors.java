package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors that nobody closed before the garbage collector did. Whether it comes by before a test ends is chance, so
 * that they count like those that are open still.
 */
public final class CollectedDescriptors {

    /** More than anybody reads of; who leaves so many gets to know of enough. */
    private static final int MOST = 10_000;

    /**
     * One of them.
     *
     * @param link what it led to
     * @param text the same in words
     */
    public record Collected(Opening opening, String link, String text) {}

    /** Finds out what a descriptor is while it is open still; opens nothing. */
    public interface Reader {

        /** What it leads to; null if that is unknown. */
        @Nullable String link(int fd);

        /** The same in words. */
        String text(int fd, String link);
    }

    private final Queue<Collected> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Reader reader;

    /** Says how to find out what a descriptor is. */
    public void readBy(Reader theReader) {
        reader = theReader;
    }

    /** Called on the JDK's cleaner thread while the descriptor is open still. */
    void add(@Nullable Opening opening) {
        Reader known = reader;
        if (opening == null || known == null || !isAnswerable(opening) || size.get() >= MOST) {
            return;
        }
        String link = known.link(opening.fd());
        if (link != null && opening.kind().fits(link)) {
            size.incrementAndGet();
            all.add(new Collected(opening, link, known.text(opening.fd(), link)));
        }
    }

    /** Those that a scope which is open still may have to answer for; the others are forgotten. */
    public List<Collected> answerable() {
        if (size.get() == 0) {
            return List.of();
        }
        List<Collected> answerable = new ArrayList<>();
        for (Collected each : all) {
            if (isAnswerable(each.opening())) {
                answerable.add(each);
            } else if (all.remove(each)) {
                size.decrementAndGet();
            }
        }
        return answerable;
    }

    /** A run fails by nothing that has ended. */
    private static boolean isAnswerable(Opening opening) {
        for (ScopeNode node = opening.origin().scope(); node != null; node = node.enclosing()) {
            if (node.isOpen() && node.enclosing() != null) {
                return true;
            }
        }
        return false;
    }
}
