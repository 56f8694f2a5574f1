package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledOnceTest {

    /** Its fields are read from byte code only. */
    @SuppressWarnings("unused")
    static final class Sample {
        private static final long[] TABLE = new long[10];
        private static final Map<String, String> BY_INITIALISER = new HashMap<>();
        private static final Map<String, String> BY_HELPER = new HashMap<>();
        private static final Map<String, String> PUT_LATER = new HashMap<>();
        private static final Map<String, String> HANDED_OUT = new HashMap<>();
        private static final Map<String, String> HANDED_ON = new HashMap<>();
        private static final Map<String, String> BY_NEST_MATE = new HashMap<>();
        private static final Map<String, String> BY_LAMBDA = new HashMap<>();
        private static final Map<String, String> BY_PRIVATE_CONSTRUCTOR = new HashMap<>();
        private static final int[] WRITTEN_LATER = new int[10];
        private static Map<String, String> assignedLater = Map.of();
        static final Map<String, String> VISIBLE = new HashMap<>();
        static final byte[] VISIBLE_VALUES = new byte[10];
        static byte[] assignable = new byte[10];
        static Sample assignableObject = new Sample();
        private static Sample ownObject = new Sample();
        private static byte[] valuesAssignedLater = new byte[10];
        static final List<String> UNCHANGEABLE = List.of("a", "b", "c");

        static {
            TABLE[0] = 1;
            BY_INITIALISER.put("a", "b");
            fill();
        }

        private final List<String> ofInstance = new ArrayList<>();

        Sample() {
            ofInstance.add("a");
        }

        private Sample(String name) {
            this();
            BY_PRIVATE_CONSTRUCTOR.put(name, name);
        }

        static Sample make(String name) {
            return new Sample(name);
        }

        private static void fill() {
            BY_HELPER.put("a", "b");
        }

        static String read(String key, int index) {
            return BY_INITIALISER.get(key) + BY_HELPER.containsKey(key) + TABLE[index];
        }

        String first() {
            return ofInstance.get(0);
        }

        static void later(String key) {
            PUT_LATER.put(key, key);
            WRITTEN_LATER[0] = 1;
            assignedLater = new HashMap<>();
            valuesAssignedLater = new byte[20];
        }

        static Map<String, String> all() {
            return HANDED_OUT;
        }

        static void handOn() {
            other(HANDED_ON);
        }

        static void other(Map<String, String> map) {
            map.clear();
        }

        static Runnable lambda() {
            return () -> BY_LAMBDA.put("a", "b");
        }
    }

    static void nestMate() {
        Sample.BY_NEST_MATE.put("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BY_INITIALISER", "BY_HELPER", "ofInstance"})
    void provesWhatOnlyInitialisersFill(String field) {
        assertThat(proves(field, "java.util.HashMap")).isTrue();
    }

    /** What it holds in turn is proved by fields of its own. */
    @Test
    void provesAnObjectThatNobodyElseCanReplace() {
        assertThat(proves("ownObject", Sample.class.getName())).isTrue();
    }

    /** Of an array of values not even the size can change. */
    @Test
    void provesArraysAndUnchangeableCollections() {
        assertThat(proves("TABLE", "long[]")).isTrue();
        assertThat(proves("WRITTEN_LATER", "int[]")).isTrue();
        assertThat(proves("VISIBLE_VALUES", "byte[]")).isTrue();
        assertThat(proves("UNCHANGEABLE", List.of("a", "b", "c").getClass().getName()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT_LATER",
                "HANDED_OUT",
                "HANDED_ON",
                "BY_NEST_MATE",
                "BY_LAMBDA",
                "BY_PRIVATE_CONSTRUCTOR",
                "assignedLater",
                "VISIBLE",
                "noSuchField"
            })
    void doesNotProveTheRest(String field) {
        assertThat(proves(field, "java.util.HashMap")).isFalse();
    }

    @Test
    void doesNotProveWhatItCannotRead() {
        assertThat(proves("assignable", "byte[]")).isFalse();
        assertThat(proves("valuesAssignedLater", "byte[]")).isFalse();
        assertThat(proves("assignableObject", Sample.class.getName())).isFalse();
        assertThat(FilledOnce.proves("no.such.Class", "FIELD", "java.util.HashMap", true))
                .isFalse();
    }

    private static boolean proves(String field, String target) {
        return FilledOnce.proves(Sample.class.getName(), field, target, false);
    }
}
