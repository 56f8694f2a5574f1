package dev.leakcheck.internal.os;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of this process, as the operating system knows them.
 *
 * <p>Linux lists numbers and what they lead to. Elsewhere {@code /dev/fd} gives numbers only, or the JVM gives a mere
 * count: {@link #limitation()} then says what is missing.
 */
public final class OpenDescriptors {

    private static final int[] NONE = {};
    private static final int LARGEST_GAP = 1024;
    private static final int MOST_IN_ACCEPT = 100;

    private final @Nullable File directory;
    private final boolean linked;
    private final String limitation;
    private volatile Listing last = new Listing(-1, NONE);
    private volatile @Nullable Boolean sized;

    private OpenDescriptors(@Nullable File directory, boolean linked, String limitation) {
        this.directory = directory;
        this.linked = linked;
        this.limitation = limitation;
    }

    /** Returns the best that this system offers. */
    public static OpenDescriptors here() {
        OpenDescriptors linux = listing(new File("/proc/self/fd"), true);
        if (linux.link(anyOf(linux.numbers())) != null) {
            return linux;
        }
        // A /dev/fd that does not show a file while it is open is of no use (FreeBSD without fdescfs shows 0, 1, 2).
        OpenDescriptors numbered = listing(new File("/dev/fd"), false);
        return numbered.showsWhatIsOpened() ? numbered : countOnly();
    }

    static OpenDescriptors listing(File directory, boolean linked) {
        return new OpenDescriptors(
                directory,
                linked,
                linked ? "" : "this system tells the numbers of open descriptors but not what they lead to");
    }

    /** Returns a mere count, as on a system that does not list them. */
    public static OpenDescriptors countOnly() {
        return new OpenDescriptors(
                null,
                false,
                counted() >= 0
                        ? "this system has no /proc/self/fd: open descriptors can be counted but not told apart"
                        : "this system has no /proc/self/fd and this JVM does not count open descriptors");
    }

    /**
     * Returns the open descriptors in ascending order, without the one that the listing itself used; empty if they
     * cannot be listed. Never throws.
     */
    public int[] numbers() {
        if (directory == null) {
            return NONE;
        }
        String[] names = directory.list();
        return names == null ? probed(directory) : withoutOwn(directory, parsed(names));
    }

    /** Returns what a descriptor leads to, as {@code readlink} has it, or null if it is closed or that is not known. */
    public @Nullable String link(int fd) {
        if (directory == null || !linked || fd < 0) {
            return null;
        }
        try {
            Path target = Files.readSymbolicLink(Path.of(directory.getPath(), Integer.toString(fd)));
            return LinkText.of(target);
        } catch (IOException | RuntimeException closedMeanwhile) {
            return null;
        }
    }

    /** Returns how many descriptors are open, or -1 if even that is unknown. */
    public long count() {
        return directory == null ? counted() : numbers().length;
    }

    /**
     * Returns a count that changes with the number of open descriptors, or -1. Costs a fifth of {@link #numbers()}, and
     * next to nothing from Linux 6.2 on.
     */
    public long quickCount() {
        Boolean known = sized;
        if (known == null) {
            known = isSized();
            sized = known;
        }
        return directory != null && known ? directory.length() : counted();
    }

    /** Whether the size of the directory is the number of what is open; with that of threads that wait in {@code accept}. */
    private boolean isSized() {
        long size = directory == null ? 0 : directory.length();
        long listed = numbers().length;
        return size > 0 && size >= listed && size - listed < MOST_IN_ACCEPT;
    }

    /** Tells whether {@link #link} works, so that its null means 'closed'. */
    public boolean linked() {
        return linked;
    }

    /** Returns what this system does not tell, in one clause; empty if all is known. */
    public String limitation() {
        return limitation;
    }

    private static int anyOf(int[] numbers) {
        return numbers.length == 0 ? -1 : numbers[0];
    }

    private boolean showsWhatIsOpened() {
        int before = numbers().length;
        Path self = Path.of(System.getProperty("java.home", "/"));
        try (var opened = Files.newDirectoryStream(self)) {
            return opened.iterator().hasNext() && before > 0 && numbers().length > before;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static int[] parsed(String[] names) {
        int[] numbers = new int[names.length];
        int size = 0;
        boolean ascending = true;
        for (String name : names) {
            int number = number(name);
            if (number >= 0) {
                ascending &= size == 0 || numbers[size - 1] < number;
                numbers[size++] = number;
            }
        }
        int[] parsed = size == numbers.length ? numbers : Arrays.copyOf(numbers, size);
        if (!ascending) {
            Arrays.sort(parsed);
        }
        return parsed;
    }

    private static int number(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException notADescriptor) {
            return -1;
        }
    }

    /**
     * Drops the listing's own descriptor. Left in, it would hide a leak: the first thing that a test leaks takes that
     * very number. The kernel gave it the lowest free one, and it is closed by now. So it stands in the unbroken run
     * that starts at 0, or soon behind it: a thread that waits in {@code accept} has a number reserved that no listing
     * shows. It mostly is the one of last time, or one that was not listed then; at worst it takes one pass over all.
     */
    private int[] withoutOwn(File listed, int[] numbers) {
        Listing before = last; // Read once: other threads list, too.
        int own = indexOfOwn(listed, numbers, before);
        int[] others = own < 0 ? numbers : without(numbers, own);
        last = new Listing(own < 0 ? before.own() : numbers[own], others);
        return others;
    }

    private static int indexOfOwn(File listed, int[] numbers, Listing last) {
        int before = Arrays.binarySearch(numbers, last.own());
        if (before >= 0 && isClosed(listed, last.own())) {
            return before;
        }
        int run = 0;
        for (int index = 0; index < numbers.length; index++) {
            if (Arrays.binarySearch(last.others(), numbers[index]) < 0 && isClosed(listed, numbers[index])) {
                return index;
            }
            run = numbers[index] == index ? index + 1 : run;
        }
        for (int index = run - 1; index >= 0; index--) {
            if (isClosed(listed, numbers[index])) {
                return index;
            }
        }
        for (int index = run; index < numbers.length; index++) {
            if (isClosed(listed, numbers[index])) {
                return index;
            }
        }
        return -1;
    }

    /**
     * What was listed.
     *
     * @param own the number that the listing itself used, or -1
     */
    private record Listing(int own, int[] others) {}

    private static int[] without(int[] numbers, int index) {
        int[] rest = new int[numbers.length - 1];
        System.arraycopy(numbers, 0, rest, 0, index);
        System.arraycopy(numbers, index + 1, rest, index, rest.length - index);
        return rest;
    }

    /** Asks with {@code stat}, which follows the link and so finds deleted files, sockets and pipes as well. */
    private static boolean isClosed(File listed, int fd) {
        return !new File(listed, Integer.toString(fd)).exists();
    }

    /**
     * Asks number by number, since a listing needs a descriptor and there was none left: the very moment at which
     * somebody wants to know who took them all.
     */
    private static int[] probed(File listed) {
        int[] numbers = new int[256];
        int size = 0;
        for (int fd = 0, gap = 0; gap < LARGEST_GAP; fd++, gap++) {
            if (!isClosed(listed, fd)) {
                if (size == numbers.length) {
                    numbers = Arrays.copyOf(numbers, size * 2);
                }
                numbers[size++] = fd;
                gap = 0;
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    private static long counted() {
        try {
            return JvmCount.get();
        } catch (LinkageError noManagementModule) {
            return -1;
        }
    }

    /** A class of its own, since a trimmed run time may lack the module {@code jdk.management}. */
    private static final class JvmCount {
        static long get() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : -1;
        }
    }
}
