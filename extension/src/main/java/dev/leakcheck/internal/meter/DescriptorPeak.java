package dev.leakcheck.internal.meter;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.benign.BenignSites;
import dev.leakcheck.internal.os.DescriptorText;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.verdict.Finding;
import org.jspecify.annotations.Nullable;

/** The most file descriptors of one scope that were open at the same time. */
final class DescriptorPeak {

    private record First(String summary, ScopedOrigin origin) {}

    private final ScopeNode scope;
    private final long budget;
    private final DescriptorTable table;
    private final OpenDescriptors system;
    private final Peak<First> peak;

    DescriptorPeak(ScopeNode scope, long budget, DescriptorTable table, OpenDescriptors system) {
        this.scope = scope;
        this.budget = budget;
        this.table = table;
        this.system = system;
        this.peak = new Peak<>(budget, this::openNow);
    }

    void opened(Opening opening) {
        if (isOurs(opening)) {
            peak.opened(() -> new First(text(opening), opening.origin()));
        }
    }

    private boolean isOurs(Opening opening) {
        ScopeNode current = opening.origin().scope();
        if (current == null || !current.isWithin(scope)) {
            return false;
        }
        ScopeNode charge = opening.origin().charge();
        return charge != null && charge.isWithin(scope);
    }

    private long openNow() {
        long open = 0;
        for (int fd : system.numbers()) {
            Opening opening = table.get(fd);
            if (opening != null && isOurs(opening)) {
                // Asked of few: where the number serves something else by now, or is the JDK's own business.
                String link = system.link(fd);
                if (link != null
                        && opening.kind().fits(link)
                        && BenignSites.match(opening.origin().stack()) == null) {
                    open++;
                }
            }
        }
        return open;
    }

    private String text(Opening opening) {
        String link = system.link(opening.fd());
        return link == null ? "fd " + opening.fd() : DescriptorText.line(opening.fd(), link, new SocketTable());
    }

    /** The verdict; null if it stayed within the budget. */
    @Nullable Finding finding() {
        First first = peak.first();
        return first == null
                ? null
                : Peaks.finding(
                        Resource.FILE_DESCRIPTORS,
                        "file descriptor",
                        peak.most(),
                        budget,
                        first.summary(),
                        "opened at",
                        first.origin(),
                        "close each in its turn, not all of them at the end",
                        scope);
    }
}
