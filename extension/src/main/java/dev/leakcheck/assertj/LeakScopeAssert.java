package dev.leakcheck.assertj;

import dev.leakcheck.Leak;
import dev.leakcheck.LeakScope;
import dev.leakcheck.Resource;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Assertions on what a scope left behind. */
public final class LeakScopeAssert extends AbstractAssert<LeakScopeAssert, LeakScope> {

    LeakScopeAssert(LeakScope scope) {
        super(scope, LeakScopeAssert.class);
    }

    /**
     * Verifies that nothing was left behind beyond the budget.
     *
     * @return this
     * @throws AssertionError with the full description of what was left
     */
    public LeakScopeAssert hasNoLeaks() {
        isNotNull();
        if (!actual.leaks().isEmpty()) {
            throw failure("%s", actual.report());
        }
        return this;
    }

    /**
     * Verifies that so many resources of a kind were left behind.
     *
     * @param resource the kind
     * @param count how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public LeakScopeAssert hasLeaks(Resource resource, int count) {
        isNotNull();
        long found = actual.leaks().stream()
                .filter(leak -> leak.resource() == resource)
                .count();
        if (found != count) {
            throw failure("Expecting %s leaks of %s but there were %s.%n%s", count, resource, found, actual.report());
        }
        return this;
    }

    /**
     * Goes on with the leaks themselves.
     *
     * @return an assertion on the list
     */
    public ListAssert<Leak> leaks() {
        isNotNull();
        List<Leak> leaks = actual.leaks();
        return Assertions.assertThat(leaks);
    }
}
