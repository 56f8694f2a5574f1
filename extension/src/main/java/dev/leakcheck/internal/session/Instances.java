package dev.leakcheck.internal.session;

import java.util.List;

/** The instances of the test classes of a scope. */
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
    };

    /** All that there are now. */
    List<Object> all();

    /** Those of them that live as long as their classes. */
    List<Object> ofClasses();
}
