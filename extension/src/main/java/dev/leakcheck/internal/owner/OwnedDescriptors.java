package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.spi.Standing;
import java.util.HashMap;
import java.util.Map;

/** Tells those who see descriptors which of them owners keep. */
public final class OwnedDescriptors {

    private static final Holder IDLE = new Holder(null, Standing.nobodys("idle keep-alive connection of a client"));

    private OwnedDescriptors() {}

    /** Begins to tell; call once. */
    public static void register() {
        DescriptorHolders.register(OwnedDescriptors::holders);
    }

    private static Map<Integer, Holder> holders() {
        Map<Integer, Holder> holders = new HashMap<>();
        Ownership now = Ownership.now();
        now.idle().forEach(fd -> holders.put(fd, IDLE));
        now.descriptors()
                .forEach((fd, keeper) -> holders.put(
                        fd, new Holder(keeper.asOwner(), keeper.standingOfParts(), keeper.parts.numbers.contains(fd))));
        return holders;
    }
}
