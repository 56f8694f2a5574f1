package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.bytecode.FilledOnce;
import dev.leakcheck.internal.bytecode.InitialTable;
import dev.leakcheck.internal.bytecode.LibraryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Excuses what static initialisers have made, what a production class has made on demand for all, the tables of
 * libraries, and what is in static fields of a library that was not in use before: it lives as long as its class, and the
 * test that was the first to use that may have no hand in it. If it has, the next one will show it.
 */
public final class Initialisers {

    private Initialisers() {}

    /**
     * Returns the growth with those holders among the excused that can only have been filled so.
     *
     * @param isTestCode by the names of classes: what they make on demand is theirs
     * @param isNew by the names of classes: whether they were loaded while the heap grew
     */
    public static HeapOwners.Growth excused(
            HeapOwners.Growth growth, Predicate<String> isTestCode, Predicate<String> isNew) {
        List<HeapOwner> owners = new ArrayList<>();
        List<HeapOwner> excused = new ArrayList<>(growth.excused());
        for (HeapOwner owner : growth.owners()) {
            boolean initial = mayBeInitial(owner)
                    && (isFirstUse(owner.links().get(0), isTestCode, isNew)
                            || owner.links().stream()
                                    .allMatch(link -> isFilledOnce(link, isTestCode)
                                            || isOfTable(link, owner.links().get(0))));
            (initial ? excused : owners).add(owner);
        }
        return new HeapOwners.Growth(owners.stream().mapToLong(HeapOwner::bytes).sum(), owners, excused);
    }

    /** What the JDK holds is accused only where it was handed an object, which no initialiser has made. */
    private static boolean mayBeInitial(HeapOwner owner) {
        return !owner.links().isEmpty()
                && !ClassKinds.isJdk(owner.links().get(0).className());
    }

    private static boolean isFirstUse(HeapOwner.Link root, Predicate<String> isTestCode, Predicate<String> isNew) {
        return isNew.test(root.className())
                && !isTestCode.test(root.className())
                && LibraryTable.mayBeFilledAtFirstUse(root.className(), root.field());
    }

    private static boolean isOfTable(HeapOwner.Link link, HeapOwner.Link root) {
        return root.alone()
                && link.className().equals(root.target())
                && InitialTable.proves(root.className(), root.field(), root.target(), link.field(), link.target());
    }

    private static boolean isFilledOnce(HeapOwner.Link link, Predicate<String> isTestCode) {
        boolean isProduction = !isTestCode.test(link.className());
        return isProduction && LibraryTable.is(link.className(), link.field())
                || FilledOnce.proves(link.className(), link.field(), link.target(), isProduction);
    }
}
