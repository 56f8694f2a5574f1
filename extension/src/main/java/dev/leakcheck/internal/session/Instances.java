package dev.leakcheck.internal.session;

import java.util.List;
import java.util.Map;

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
        public Map<String, List<Object>> closedAfterAll() {
            return Map.of();
        }
    };

    /** All that there are now. */
    List<Object> all();

    /** Those of them that live as long as their classes. */
    List<Object> ofClasses();

    /** What the classes around end after all their tests, by the name of the class, the innermost first. */
    Map<String, List<Object>> closedAfterAll();
}
