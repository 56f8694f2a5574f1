package dev.leakcheck.internal.heap;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine, or the container, has left for another process. */
final class PhysicalMemory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final long KB = 1 << 10;

    private PhysicalMemory() {}

    static long available() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return 0;
        }
        long free = system.getFreeMemorySize();
        // Of a container the figure is its limit's; of a whole machine, caches that would give way count as taken.
        boolean isWhole = system.getTotalMemorySize() >= meminfo("MemTotal:");
        return isWhole ? Math.max(free, meminfo("MemAvailable:")) : free;
    }

    private static long meminfo(String name) {
        try {
            for (String line : Files.readAllLines(MEMINFO)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * KB;
                }
            }
        } catch (IOException | RuntimeException notLinux) {
            // No such figure.
        }
        return 0;
    }
}
