package dev.leakcheck.internal.owner;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.owner.library.BorrowedParts;
import dev.leakcheck.internal.owner.library.CountedByParts;
import dev.leakcheck.internal.owner.library.HostedParts;
import dev.leakcheck.internal.owner.library.IdleConnections;
import dev.leakcheck.spi.OwnerAdapter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps an adapter that throws away from the user's tests: it is switched off, with one line that says so. */
public final class GuardedAdapter {

    private final OwnerAdapter adapter;
    private final Resource resource;
    private volatile boolean off;

    GuardedAdapter(OwnerAdapter adapter) {
        this.adapter = adapter;
        this.resource = guarded("resource()", adapter::resource, Resource.THREADS);
    }

    Set<String> types() {
        return guarded("types()", adapter::types, Set.of());
    }

    /** The resource whose budget and switch apply. */
    public Resource resource() {
        return resource;
    }

    /** What an owner is, in one line. */
    public String describe(Object owner) {
        return guarded(
                "describe()", () -> adapter.describe(owner), owner.getClass().getName());
    }

    /** Whether an owner was told to stop. */
    public boolean isStopped(Object owner) {
        return guarded("isStopped()", () -> adapter.isStopped(owner), false);
    }

    Collection<?> parts(Object owner) {
        return guarded("parts()", () -> adapter.parts(owner), List.of());
    }

    /** What an owner keeps for its next use, and is nobody's leak. */
    Collection<?> idle(Object owner) {
        return adapter instanceof IdleConnections keeping
                ? guarded("idle()", () -> keeping.idle(owner), List.<Object>of())
                : List.of();
    }

    /** What an owner serves for others. */
    Collection<?> hosted(Object owner) {
        return adapter instanceof HostedParts hosting
                ? guarded("hosted()", () -> hosting.hosted(owner), List.<Object>of())
                : List.of();
    }

    /** Whether the parts of its owners are another's. */
    boolean borrows() {
        return adapter instanceof BorrowedParts;
    }

    /** Whether only the parts of its owners count. */
    public boolean isCountedByParts() {
        return adapter instanceof CountedByParts;
    }

    /** Whether others let its owners serve what is theirs. */
    boolean hosts() {
        return adapter instanceof HostedParts;
    }

    /** How to mend a leak of an owner. */
    public String remedy(Object owner) {
        return guarded("remedy()", () -> adapter.remedy(owner), "close it before the test ends");
    }

    /** Whether it was switched off. */
    public boolean isOff() {
        return off;
    }

    private <T> T guarded(String where, Supplier<T> call, T otherwise) {
        if (off) {
            return otherwise;
        }
        try {
            T result = call.get();
            if (result != null) {
                return result;
            }
            fault(where, new NullPointerException("it returned null"));
        } catch (VirtualMachineError fullOrDeep) {
            // Says nothing about the adapter.
        } catch (Throwable fault) {
            fault(where, fault);
        }
        return otherwise;
    }

    private void fault(String where, Throwable fault) {
        off = true;
        Notices.once("The owner adapter " + adapter.getClass().getName() + " is off for the rest of this run: " + where
                + " threw " + fault
                + ". What its owners keep is checked thread by thread and descriptor by descriptor");
    }
}
