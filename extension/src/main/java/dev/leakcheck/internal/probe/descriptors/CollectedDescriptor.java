package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.os.DescriptorText;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.CollectedDescriptors.Collected;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A descriptor that was left open until the garbage collector closed it; the same thing as while it was open. */
final class CollectedDescriptor implements LiveResource {

    /** What these keep for reuse while they live they cannot be asked for any more: idle connections, a cache's journal. */
    private static final List<String> CLIENTS =
            List.of("okhttp3.", "okio.", "org.apache.hc.client5.", "org.apache.http.impl.");

    private final Opening opening;
    private final String link;
    private final String text;
    private final Look look;

    CollectedDescriptor(Collected collected, Look look) {
        this.opening = collected.opening();
        this.link = collected.link();
        this.text = collected.text();
        this.look = look;
    }

    @Override
    public Object identity() {
        return opening;
    }

    @Override
    public String summary() {
        return text + " (was fd " + opening.fd() + "), which nobody closed before the garbage collector did";
    }

    @Override
    public String label() {
        return DescriptorText.label(link);
    }

    @Override
    public Origin origin() {
        return opening.origin();
    }

    @Override
    public @Nullable Owner owner() {
        Keeper keeper = look.keeper(opening.origin().creator());
        return keeper == null ? null : keeper.asOwner();
    }

    @Override
    public Standing standing() {
        if (isOpenedByClient()) {
            return Standing.nobodys("an HTTP client opened it, and lived no longer itself");
        }
        Standing standing = LiveDescriptor.standingByOrigin(opening);
        return switch (standing.kind()) {
            case HELD -> Standing.collected();
            case ENDING -> Standing.nobodys(standing.reason());
            default -> standing;
        };
    }

    private boolean isOpenedByClient() {
        return opening.origin().stack().stream()
                .filter(frame -> !Site.isJdk(frame))
                .findFirst()
                .filter(frame -> CLIENTS.stream().anyMatch(frame.getClassName()::startsWith))
                .isPresent();
    }

    @Override
    public String siteHeading() {
        return "opened at";
    }

    @Override
    public String remedy() {
        return Remedies.forDescriptor(opening.origin());
    }
}
