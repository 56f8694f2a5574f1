package dev.leakcheck.assertj;

import dev.leakcheck.LeakScope;

/** The entry to LeakCheck's assertions. */
public final class LeakAssertions {

    private LeakAssertions() {}

    /**
     * Begins an assertion on a scope.
     *
     * @param scope the scope; the first assertion ends it
     * @return what can be asserted
     */
    public static LeakScopeAssert assertThat(LeakScope scope) {
        return new LeakScopeAssert(scope);
    }
}
