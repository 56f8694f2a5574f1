package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.bytecode.FilledOnce;
import java.util.ArrayList;
import java.util.List;

/**
 * Excuses what static initialisers have made: it lives as long as its class, and the test that was the first to use that
 * has no hand in it.
 */
public final class Initialisers {

    private Initialisers() {}

    /** Returns the growth with those holders among the excused that only a static initialiser can have filled. */
    public static HeapOwners.Growth excused(HeapOwners.Growth growth) {
        List<HeapOwner> owners = new ArrayList<>();
        List<HeapOwner> excused = new ArrayList<>(growth.excused());
        for (HeapOwner owner : growth.owners()) {
            boolean initial = !owner.links().isEmpty()
                    && owner.links().stream()
                            .allMatch(link -> FilledOnce.proves(link.className(), link.field(), link.target()));
            (initial ? excused : owners).add(owner);
        }
        return new HeapOwners.Growth(owners.stream().mapToLong(HeapOwner::bytes).sum(), owners, excused);
    }
}
