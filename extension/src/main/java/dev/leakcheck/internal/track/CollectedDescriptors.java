package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.util.ArrayList;
import java.util.List;
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

    private final List<Collected> all = new ArrayList<>();
    private final WeakIdentityMap<Opening, Boolean> excused = new WeakIdentityMap<>();
    private volatile boolean any;
    private volatile @Nullable Reader reader;

    /** Says how to find out what a descriptor is. */
    public void readBy(Reader theReader) {
        reader = theReader;
    }

    /** Nobody is to answer for it while it is open: nor is anybody when it is collected with what has kept it. */
    public void excuse(Opening opening) {
        excused.put(opening, Boolean.TRUE);
    }

    /** Called on the JDK's cleaner thread while the descriptor is open still. */
    void add(@Nullable Opening opening) {
        Reader known = reader;
        if (opening == null || known == null || !isAnswerable(opening) || excused.get(opening) != null) {
            return;
        }
        String link = known.link(opening.fd());
        if (link != null && opening.kind().fits(link)) {
            Collected collected = new Collected(opening, link, known.text(opening.fd(), link));
            synchronized (all) {
                if (all.size() < MOST) {
                    all.add(collected);
                    any = true;
                }
            }
        }
    }

    /** Those that a scope which is open still may have to answer for; the others are forgotten. */
    public List<Collected> answerable() {
        if (!any) {
            return List.of();
        }
        synchronized (all) {
            all.removeIf(each -> !isAnswerable(each.opening()));
            any = !all.isEmpty();
            return List.copyOf(all);
        }
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
