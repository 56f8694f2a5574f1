package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.bytecode.FilledOnce;
import dev.leakcheck.internal.bytecode.LibraryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Excuses what static initialisers have made, what a production class has made on demand for all, and the tables of
 * libraries: it lives as long as its class, and the test that was the first to use that has no hand in it.
 */
public final class Initialisers {

    private Initialisers() {}

    /**
     * Returns the growth with those holders among the excused that can only have been filled so.
     *
     * @param isTestCode by the names of classes: what they make on demand is theirs
     */
    public static HeapOwners.Growth excused(HeapOwners.Growth growth, Predicate<String> isTestCode) {
        List<HeapOwner> owners = new ArrayList<>();
        List<HeapOwner> excused = new ArrayList<>(growth.excused());
        for (HeapOwner owner : growth.owners()) {
            boolean initial =
                    !owner.links().isEmpty() && owner.links().stream().allMatch(link -> isFilledOnce(link, isTestCode));
            (initial ? excused : owners).add(owner);
        }
        return new HeapOwners.Growth(owners.stream().mapToLong(HeapOwner::bytes).sum(), owners, excused);
    }

    private static boolean isFilledOnce(HeapOwner.Link link, Predicate<String> isTestCode) {
        boolean isProduction = !isTestCode.test(link.className());
        return isProduction && LibraryTable.is(link.className(), link.field())
                || FilledOnce.proves(link.className(), link.field(), link.target(), isProduction);
    }
}
