package dev.leakcheck.internal.session;

import dev.leakcheck.internal.owner.Singletons;
import dev.leakcheck.internal.owner.StaticReach;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells who answers for what is meant to outlive the scope that made it: of what a test class keeps the scope of the class, of
 * any other the run. Valid for the judgement of one scope: what it has to read of the classes it reads once.
 */
final class Lifetimes {

    private static final long MOST_FOR_STORED = TimeUnit.MILLISECONDS.toNanos(200);

    private final ScopeNode scope;
    private final Surroundings surroundings;
    private final StaticReach reach = new StaticReach();
    private @Nullable Map<String, List<Object>> madeOnDemand;
    private @Nullable List<Object> stored;
    private long nanosOfStored;

    Lifetimes(ScopeNode scope, Surroundings surroundings) {
        this.scope = scope;
        this.surroundings = surroundings;
    }

    /** The scope that answers for something; null if none but the one that made it. */
    @Nullable ScopeNode answeringFor(Object identity, ScopedOrigin origin) {
        ScopeNode ofThread = origin.sharingOfItsThread();
        if (ofThread != null) {
            return ofThread;
        }
        Singletons singletons = new Singletons(identity, origin, scope::isTestCode, reach);
        Class<?> keeper = singletons.keeper(surroundings::instancesOfClasses);
        if (keeper != null) {
            return scope.answeringForStaticStateOf(keeper.getName());
        }
        ScopeNode ending = first(surroundings.closedAfterAll(singletons.calledByRunner()), singletons::isAmong);
        ScopeNode ofFixtures = ending == null ? ofFixtures(singletons::isKeptBehind) : ending;
        if (ofFixtures != null) {
            return ofFixtures;
        }
        return isStored(singletons) ? scope.run() : null;
    }

    /** What was read of static fields may change until the next time, and is not to be held. */
    void forget() {
        reach.forget();
        stored = null;
    }

    /** Who has cached it, and for how long, only the extension knows. What is stored may lead to very much. */
    private boolean isStored(Singletons singletons) {
        if (!singletons.mayBeStored() || nanosOfStored > MOST_FOR_STORED) {
            return false;
        }
        if (stored == null) {
            Set<String> testClasses = scope.testClasses();
            stored = Singletons.reachedFrom(
                    surroundings.stored(),
                    object -> surroundings.isOfRunner(object)
                            || testClasses.contains(object.getClass().getName()));
        }
        long began = System.nanoTime();
        boolean isStored = singletons.isStoredAmong(stored);
        nanosOfStored += System.nanoTime() - began;
        return isStored;
    }

    private @Nullable ScopeNode ofFixtures(Predicate<List<Object>> keep) {
        if (madeOnDemand == null) {
            madeOnDemand = surroundings.madeOnDemand();
        }
        ScopeNode answering = first(madeOnDemand, keep);
        for (ScopeNode node = scope.enclosing(); answering == null && node != null; node = node.enclosing()) {
            answering = first(node.fixtures(), keep);
        }
        return answering;
    }

    private @Nullable ScopeNode first(Map<String, List<Object>> byClass, Predicate<List<Object>> keep) {
        return byClass.entrySet().stream()
                .filter(each -> keep.test(each.getValue()))
                .findFirst()
                .map(each -> scope.answeringForStaticStateOf(each.getKey()))
                .orElse(null);
    }
}
