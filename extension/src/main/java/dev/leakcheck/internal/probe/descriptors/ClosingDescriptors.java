package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.jdk.SocketEnds;
import dev.leakcheck.internal.os.DescriptorText;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.track.CollectedDescriptors.Reader;
import org.jspecify.annotations.Nullable;

/** Reads what the garbage collector is about to close. */
final class ClosingDescriptors implements Reader {

    private final OpenDescriptors system;

    ClosingDescriptors(OpenDescriptors system) {
        this.system = system;
    }

    @Override
    public @Nullable String link(int fd) {
        return system.link(fd);
    }

    /** Of a socket the system is asked alone: the table of all of them is a file that would have to be opened. */
    @Override
    public String text(int fd, String link) {
        if (SocketTable.inode(link) < 0) {
            return DescriptorText.describe(fd, link, new SocketTable());
        }
        String ends = SocketEnds.of(fd);
        return ends.isEmpty() ? "socket" : "socket " + ends;
    }
}
