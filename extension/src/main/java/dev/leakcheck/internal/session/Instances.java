package dev.leakcheck.internal.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of the test classes of a scope, and what these keep in them. */
public interface Instances {

    /** There are none. */
    Instances NONE = new Instances() {
        @Override
        public List<Object> all() {
            return List.of();
        }

        @Override
        public List<Object> ofClasses() {
            return List.of();
        }

        @Override
        public Map<String, List<Object>> closedAfterAll(@Nullable StackTraceElement maker) {
            return Map.of();
        }

        @Override
        public Map<String, List<Object>> madeOnDemand() {
            return Map.of();
        }
    };

    /** All that there are now. */
    List<Object> all();

    /** Those of them that live as long as their classes. */
    List<Object> ofClasses();

    /**
     * What the classes around end after all their tests, by the name of the class, the innermost first.
     *
     * @param maker the method that the runner called; there is nothing but for one that prepares tests: what a test itself makes
     *     is its own
     */
    Map<String, List<Object>> closedAfterAll(@Nullable StackTraceElement maker);

    /** What the classes around, and those that they extend, have made once for all tests, by the name of the class. */
    Map<String, List<Object>> madeOnDemand();
}
