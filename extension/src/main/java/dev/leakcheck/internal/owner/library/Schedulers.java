package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.FieldValues;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schedulers of a reactive library: what somebody made keeps its workers; what the library keeps for all is nobody's to shut down. */
abstract class Schedulers extends LibraryAdapter {

    /** The class with those that are there for all, by what its name begins with instead of that of an owner's package. */
    abstract String holder(String ownersPackage);

    /** What the workers of one run in. */
    abstract Collection<?> workers(Object owner);

    /** The executors of several workers; nothing if these are not in an array. */
    static void addExecutors(@Nullable Object several, List<@Nullable Object> executors) {
        if (several instanceof Object[] workers) {
            for (Object worker : workers) {
                executors.add(read(worker, "executor"));
            }
        }
    }

    @Override
    public final Collection<?> parts(Object owner) {
        return isShared(owner) ? List.of() : workers(owner);
    }

    private boolean isShared(Object owner) {
        try {
            Class<?> type = Class.forName(
                    holder(owner.getClass().getPackageName()),
                    false,
                    owner.getClass().getClassLoader());
            return FieldValues.ofStatic(type).stream()
                    .anyMatch(shared -> shared == owner || read(shared, "cached") == owner);
        } catch (ClassNotFoundException | LinkageError anotherVersion) {
            return false;
        }
    }
}
