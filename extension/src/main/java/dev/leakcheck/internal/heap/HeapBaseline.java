package dev.leakcheck.internal.heap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A note of who held how much of which class at some time; small, since it stays in the heap that is measured. */
public final class HeapBaseline {

    /** What is less makes no difference to any verdict. */
    static final long WORTH_KEEPING = 32 * 1024;

    /** Nothing is known of earlier times. */
    public static final HeapBaseline NONE = new HeapBaseline(List.of(), Map.of(), List.of(), null, WORTH_KEEPING);

    private static final String EXCUSED = "";
    private static final String INSTANCES = "test instances";

    private final boolean known;
    private final long worthKeeping;
    private final Map<String, Long> bytes = new HashMap<>();

    HeapBaseline(
            List<HolderTree.Node> holders,
            Map<String, Long> total,
            List<ClassBytes> ofInstances,
            @Nullable ClassNames classes,
            long worthKeeping) {
        this.worthKeeping = worthKeeping;
        Map<String, Long> excused = new HashMap<>(total);
        for (ClassBytes held : ofInstances) {
            put(INSTANCES, held.className(), held.bytes());
            excused.merge(held.className(), -held.bytes(), Long::sum);
        }
        for (HolderTree.Node holder : holders) {
            if (classes != null && holder.accusable) {
                GrowthByHolder.held(holder, classes).forEach((name, held) -> {
                    put(holder.holder, name, held.bytes());
                    excused.merge(name, -held.bytes(), Long::sum);
                });
            }
        }
        excused.forEach((name, held) -> put(EXCUSED, name, held));
        known = classes != null;
    }

    private void put(String holder, String className, long held) {
        if (held >= worthKeeping) {
            bytes.put(holder + '\n' + className, held);
        }
    }

    /** For a figure that does not hold what those instances held: all that they hold later is new then. */
    HeapBaseline withoutInstances() {
        bytes.keySet().removeIf(key -> key.startsWith(INSTANCES));
        return this;
    }

    boolean isKnown() {
        return known;
    }

    /** Returns what only instances of test classes held of a class. */
    long ofInstances(String className) {
        return of(INSTANCES, className);
    }

    /** Returns what those held of a class who are never accused, but for instances of test classes. */
    long ofExcused(String className) {
        return of(EXCUSED, className);
    }

    long of(String holder, String className) {
        return bytes.getOrDefault(holder + '\n' + className, 0L);
    }
}
