package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.agent.DescriptorKind;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the directories that {@code Files.walk} or {@code find} opens on its way from the one it began with: that one
 * stays open for as long as they do, and closing the one stream closes them all.
 */
final class TreeWalk {

    private static final String WALKER = "java.nio.file.FileTreeWalker";

    /** What a descriptor is to a walk. */
    enum Part {
        NONE,
        BEGINNING,
        ON_THE_WAY
    }

    private TreeWalk() {}

    /** What it was opened as. */
    static Part part(@Nullable Opening opening) {
        if (opening != null && opening.kind() == DescriptorKind.FILE && opening.leader() < 0) {
            for (StackTraceElement frame : opening.origin().stack()) {
                if (!Site.isJdk(frame)) {
                    break;
                }
                if (frame.getClassName().equals(WALKER)) {
                    if (frame.getMethodName().equals("walk")) {
                        return Part.BEGINNING;
                    }
                    if (frame.getMethodName().equals("next")) {
                        return Part.ON_THE_WAY;
                    }
                }
            }
        }
        return Part.NONE;
    }

    /** With which directory the walk began that came by another one: the last one around it; null if it is unknown. */
    static @Nullable Opening beginning(LiveDescriptor passed, Opening opening, List<LiveDescriptor> all) {
        Opening around = null;
        Opening ofThread = null;
        for (LiveDescriptor each : all) {
            Opening other = each.opening();
            if (other != null && other.sequence() < opening.sequence() && each.partOfWalk() == Part.BEGINNING) {
                if (passed.link().startsWith(each.link() + "/")) {
                    around = later(around, other);
                } else if (other.origin().creator() == opening.origin().creator()) {
                    ofThread = later(ofThread, other); // By way of a symbolic link.
                }
            }
        }
        return around == null ? ofThread : around;
    }

    private static Opening later(@Nullable Opening one, Opening other) {
        return one == null || one.sequence() < other.sequence() ? other : one;
    }
}
