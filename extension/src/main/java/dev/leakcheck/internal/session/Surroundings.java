package dev.leakcheck.internal.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is around the tests of a scope: the instances of its test classes, and what is meant to live longer than a test. */
public interface Surroundings {

    /** There are none. */
    Surroundings NONE = new Surroundings() {
        @Override
        public List<Object> instances() {
            return List.of();
        }

        @Override
        public List<Object> instancesOfClasses() {
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

        @Override
        public List<Object> stored() {
            return List.of();
        }

        @Override
        public boolean isOfRunner(Object object) {
            return false;
        }
    };

    /** All instances of test classes that there are now. */
    List<Object> instances();

    /** Those of them that live as long as their classes. */
    List<Object> instancesOfClasses();

    /**
     * What the classes around end after all their tests, by the name of the class, the innermost first.
     *
     * @param maker the method that the runner called; there is nothing but for one that prepares tests: what a test itself makes
     *     is its own
     */
    Map<String, List<Object>> closedAfterAll(@Nullable StackTraceElement maker);

    /** What the classes around, and those that they extend, have made once for all tests, by the name of the class. */
    Map<String, List<Object>> madeOnDemand();

    /** What extensions keep in the stores of the classes around and of the run: for one, Spring its application contexts. */
    List<Object> stored();

    /** Whether an object is the runner's picture of a test or class, which leads to all tests. */
    boolean isOfRunner(Object object);
}
