package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.ClassBytes;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import java.util.List;
import java.util.Locale;

/** Growth of the heap; each measurement is a thing of its own. */
final class HeapGrowth implements LiveResource {

    private static final int CLASSES_SHOWN = 8;
    /** Of the whole growth: what is less tells nothing. */
    private static final int PART_WORTH_SHOWING = 50;

    private final long bytes;
    private final List<ClassBytes> classes;

    HeapGrowth(long bytes, List<ClassBytes> classes) {
        this.bytes = bytes;
        this.classes = classes;
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public String summary() {
        return "heap grew by " + Sizes.format(bytes)
                + (classes.isEmpty() ? "" : ", most of it " + classes.get(0).className());
    }

    @Override
    public String label() {
        return classes.isEmpty() ? "heap" : classes.get(0).className();
    }

    @Override
    public long amount() {
        return bytes;
    }

    @Override
    public List<Detail> details() {
        List<String> lines = classes.stream()
                .filter(grown -> grown.bytes() >= bytes / PART_WORTH_SHOWING)
                .limit(CLASSES_SHOWN)
                .map(HeapGrowth::line)
                .toList();
        return List.of(Detail.lines("reachable after a forced GC, by class", lines));
    }

    private static String line(ClassBytes grown) {
        return String.format(
                Locale.ROOT, "+%-9s +%,d × %s", Sizes.format(grown.bytes()), grown.instances(), grown.className());
    }

    @Override
    public String remedy() {
        return "find what holds these objects (a static field, a cache, a listener list, a thread local) and let go of"
                + " them";
    }
}
