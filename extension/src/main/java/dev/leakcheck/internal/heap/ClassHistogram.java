package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many bytes are live, by class; fillers and LeakCheck's own classes do not count.
 *
 * <p>It is itself part of the heap that it measures, so it is small: two arrays of numbers, and interned names that all
 * histograms share.
 */
public final class ClassHistogram {

    public static final ClassHistogram EMPTY = new ClassHistogram(List.of());

    private final String[] names;
    private final long[] instances;
    private final long[] bytes;
    private final long totalBytes;

    ClassHistogram(List<ClassBytes> classes) {
        names = new String[classes.size()];
        instances = new long[names.length];
        bytes = new long[names.length];
        long total = 0;
        for (int i = 0; i < names.length; i++) {
            ClassBytes row = classes.get(i);
            names[i] = row.className().intern();
            instances[i] = row.instances();
            bytes[i] = row.bytes();
            total += row.bytes();
        }
        totalBytes = total;
    }

    /** Returns the bytes of all classes. */
    public long totalBytes() {
        return totalBytes;
    }

    /** Returns the bytes of all classes but those of test frameworks, which note down every test. */
    public long bytesWithoutTools() {
        long sum = totalBytes;
        for (int i = 0; i < names.length; i++) {
            if (ClassKinds.isTool(names[i])) {
                sum -= bytes[i];
            }
        }
        return sum;
    }

    /** Returns the same less what may be holes between objects. */
    public long bytesWithoutToolsAndFillers() {
        return bytesWithoutTools() - Fillers.amongArrays(this);
    }

    /** Tells whether nothing was measured. */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** Returns by how much the total has grown; negative if it shrank. */
    public long growthBytesSince(ClassHistogram earlier) {
        return totalBytes - earlier.totalBytes;
    }

    /** Returns the classes that take more bytes than earlier, the heaviest growth first. */
    public List<ClassBytes> growthSince(ClassHistogram earlier) {
        Map<String, Integer> before = new HashMap<>();
        for (int i = 0; i < earlier.names.length; i++) {
            before.put(earlier.names[i], i);
        }
        List<ClassBytes> growth = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            int old = before.getOrDefault(names[i], -1);
            long moreBytes = bytes[i] - (old < 0 ? 0 : earlier.bytes[old]);
            if (moreBytes > 0) {
                growth.add(new ClassBytes(names[i], instances[i] - (old < 0 ? 0 : earlier.instances[old]), moreBytes));
            }
        }
        growth.sort(Comparator.comparingLong(ClassBytes::bytes).reversed().thenComparing(ClassBytes::className));
        return List.copyOf(growth);
    }

    /** Returns the instances and bytes of a class; zero of a class that has none. */
    public ClassBytes of(String className) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(className)) {
                return new ClassBytes(className, instances[i], bytes[i]);
            }
        }
        return new ClassBytes(className, 0, 0);
    }

    /**
     * Returns how many class loaders there are, but for those that the JDK makes for reflection: each has an unnamed module.
     */
    public long loaders() {
        return of("java.lang.Module").instances()
                - of("jdk.internal.reflect.DelegatingClassLoader").instances();
    }

    /** Returns this histogram without some objects. */
    public ClassHistogram without(List<ClassBytes> objects) {
        Map<String, ClassBytes> fewer = new HashMap<>();
        objects.forEach(each -> fewer.put(each.className(), each));
        List<ClassBytes> rows = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            ClassBytes less = fewer.getOrDefault(names[i], new ClassBytes(names[i], 0, 0));
            rows.add(new ClassBytes(
                    names[i], Math.max(0, instances[i] - less.instances()), Math.max(0, bytes[i] - less.bytes())));
        }
        return new ClassHistogram(rows);
    }

    /** Returns this histogram with other figures for one class. */
    ClassHistogram with(ClassBytes replacement) {
        List<ClassBytes> rows = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            rows.add(
                    names[i].equals(replacement.className())
                            ? replacement
                            : new ClassBytes(names[i], instances[i], bytes[i]));
        }
        return new ClassHistogram(rows);
    }
}
