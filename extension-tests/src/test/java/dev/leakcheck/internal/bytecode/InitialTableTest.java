package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialTableTest {

    /** Its fields are read from byte code only. */
    @SuppressWarnings("unused")
    static final class Sample {
        private static final Codes FILLED = new Codes();
        private static final Codes ALSO_FILLED = new Codes();
        private static final Codes FILLED_LATER = new Codes();
        private static final Codes FILLED_LATER_BY_HELPER = new Codes();
        private static final Codes FILLED_BY_LAMBDA = new Codes();
        private static final Codes FILLED_BY_NEST_MATE = new Codes();
        private static final Codes RETURNED = new Codes();
        private static final Codes HANDED_ON = new Codes();
        private static final Codes HANDED_ON_BY_INITIALISER = new Codes();
        private static final Codes IN_A_VARIABLE = new Codes();
        private static final Codes IN_A_LAMBDA = new Codes();
        private static final Codes IN_AN_ARRAY = new Codes();
        private static final Codes CHOSEN = new Codes();
        private static final Codes TWICE = new Codes();
        private static final Codes AGAIN = TWICE;
        private static final Codes FROM_OTHERS = Others.shared();
        private static Codes assignedLater = new Codes();
        private static Codes assigned;
        private static Codes onDemand;
        static final Codes VISIBLE = new Codes();

        static {
            for (int i = 0; i < 9; i++) {
                FILLED.insert("a" + i, new Entry("b"));
                ALSO_FILLED.insert("a" + i, new Entry("b"));
            }
            FILLED_LATER.insert("a", new Entry("b"));
            assigned = new Codes();
            assigned.insert("a", new Entry("b"));
            Others.register(HANDED_ON_BY_INITIALISER);
            VISIBLE.insert("a", new Entry("b"));
        }

        static int read(String key, int index) {
            return FILLED.find(key).text.length()
                    + ALSO_FILLED.at(index).text.length()
                    + FILLED_LATER.size()
                    + assigned.size()
                    + assignedLater.size()
                    + VISIBLE.size()
                    + FROM_OTHERS.size();
        }

        static void later(String key) {
            FILLED_LATER.insert(key, new Entry("b"));
            FILLED_LATER_BY_HELPER.insertTwice(key);
            Others.register(HANDED_ON);
            Codes codes = IN_A_VARIABLE;
            codes.insert(key, new Entry("b"));
            Codes[] all = {IN_AN_ARRAY};
            (key.isEmpty() ? CHOSEN : new Codes()).insert(key, new Entry("b"));
            AGAIN.insert(key, new Entry("b"));
            assignedLater = new Codes();
            if (onDemand == null) {
                onDemand = new Codes();
            }
        }

        static Runnable lambda(String key) {
            return () -> FILLED_BY_LAMBDA.insert(key, new Entry("b"));
        }

        static Object reference() {
            java.util.function.BiConsumer<String, Entry> insert = IN_A_LAMBDA::insert;
            return insert;
        }

        static Codes returned() {
            return RETURNED;
        }
    }

    static void nestMate() {
        Sample.FILLED_BY_NEST_MATE.insert("a", new Entry("b"));
    }

    /** Keeps tables whose methods do more than their names say. */
    @SuppressWarnings("unused")
    static final class Odd {
        private static final OddTable CACHING = new OddTable();
        private static final OddTable CACHING_BY_HELPER = new OddTable();
        private static final OddTable CACHING_BY_LAMBDA = new OddTable();
        private static final OddTable LEAVING = new OddTable();
        private static final OddTable ONLY_LEAVING = new OddTable();
        private static final OddTable CHAINED = new OddTable();
        private static final OddTable UNTOUCHED = new OddTable();
        private static final DerivedTable DERIVED = new DerivedTable();

        static {
            CACHING.insert("a");
            CACHING_BY_HELPER.insert("a");
            CACHING_BY_LAMBDA.insert("a");
            LEAVING.leave("a");
            CHAINED.chain("a").chain("b");
            UNTOUCHED.insert("a");
            DERIVED.insert("a");
        }

        static int read(String key) {
            ONLY_LEAVING.leave(key);
            return CACHING.cached(key)
                    + CACHING_BY_HELPER.cachedByHelper(key)
                    + CACHING_BY_LAMBDA.cachedByLambda(key)
                    + LEAVING.length(key)
                    + CHAINED.length(key)
                    + UNTOUCHED.length(key);
        }
    }

    /** Keeps tables that give what they consist of away. */
    @SuppressWarnings("unused")
    static final class Open {
        private static final OpenTable TABLE = new OpenTable(new HashMap<>());

        static {
            TABLE.insert("a", List.of());
        }

        static int read(String key) {
            return TABLE.size();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FILLED", "ALSO_FILLED", "assigned"})
    void provesWhatOnlyTheInitialiserFills(String field) {
        assertThat(proves(Sample.class, field, Codes.class, "nodes")).isTrue();
        assertThat(proves(Sample.class, field, Codes.class, "byName")).isTrue();
        assertThat(FilledOnce.proves(Codes.class.getName(), "nodes", "java.util.ArrayList", true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FILLED_LATER",
                "FILLED_LATER_BY_HELPER",
                "FILLED_BY_LAMBDA",
                "FILLED_BY_NEST_MATE",
                "RETURNED",
                "HANDED_ON",
                "HANDED_ON_BY_INITIALISER",
                "IN_A_VARIABLE",
                "IN_A_LAMBDA",
                "IN_AN_ARRAY",
                "CHOSEN",
                "TWICE",
                "AGAIN",
                "FROM_OTHERS",
                "assignedLater",
                "onDemand",
                "VISIBLE",
                "noSuchField"
            })
    void doesNotProveWhatOthersFillOrHave(String field) {
        assertThat(proves(Sample.class, field, Codes.class, "nodes")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CACHING", "CACHING_BY_HELPER", "CACHING_BY_LAMBDA", "LEAVING", "ONLY_LEAVING", "CHAINED"})
    void doesNotProveWhatAMethodFillsWhileItReads(String field) {
        assertThat(proves(Odd.class, field, OddTable.class, "lengths")).isFalse();
    }

    @Test
    void asksOnlyForTheMethodsThatAreCalledOnTheTable() {
        assertThat(proves(Odd.class, "UNTOUCHED", OddTable.class, "lengths")).isTrue();
    }

    /** It may hand on what it initialises. */
    @ParameterizedTest
    @ValueSource(strings = {"own", "inherited"})
    void doesNotProveWhatAnotherClassMayHave(String inner) {
        assertThat(proves(Odd.class, "DERIVED", DerivedTable.class, inner)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"given", "returned", "lists", "visible", "noSuchField"})
    void doesNotProveWhatTheTableGivesAway(String inner) {
        assertThat(proves(Open.class, "TABLE", OpenTable.class, inner)).isFalse();
        assertThat(proves(Open.class, "TABLE", OpenTable.class, "own")).isTrue();
    }

    private static boolean proves(Class<?> owner, String field, Class<?> table, String inner) {
        return InitialTable.proves(owner.getName(), field, table.getName(), inner, "java.util.ArrayList");
    }
}

final class Entry {
    final String text;

    Entry(String text) {
        this.text = text;
    }
}

/** As a library of codecs has it. */
final class Codes {
    private static final class Node {
        Entry value;
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Entry> byName = new HashMap<>();

    void insert(String key, Entry value) {
        byName.put(key, value);
        grow(key.length()).value = value;
    }

    private Node grow(int position) {
        while (nodes.size() <= position) {
            nodes.add(new Node());
        }
        return nodes.get(position);
    }

    void insertTwice(String key) {
        insert(key, new Entry(key));
        insert(key, new Entry(key));
    }

    Entry find(String key) {
        return byName.get(key);
    }

    Entry at(int position) {
        Node node = nodes.get(0);
        for (int i = 0; node.value == null && i < position; i++) {
            node = nodes.get(i);
        }
        return node.value;
    }

    int size() {
        return nodes.size();
    }
}

final class OddTable {
    private static final List<OddTable> ALL = new ArrayList<>();

    private final Map<String, Integer> lengths = new HashMap<>();

    void insert(String key) {
        lengths.put(key, key.length());
    }

    int length(String key) {
        return lengths.get(key);
    }

    int cached(String key) {
        return lengths.computeIfAbsent(key, String::length);
    }

    int cachedByHelper(String key) {
        return lengths.containsKey(key) ? lengths.get(key) : filled(lengths, key);
    }

    private static int filled(Map<String, Integer> lengths, String key) {
        lengths.put(key, key.length());
        return key.length();
    }

    int cachedByLambda(String key) {
        List.of(key).forEach(each -> lengths.put(each, each.length()));
        return key.length();
    }

    void leave(String key) {
        lengths.put(key, key.length());
        ALL.add(this);
    }

    OddTable chain(String key) {
        lengths.put(key, key.length());
        return this;
    }
}

class BaseTable {
    private static final List<BaseTable> ALL = new ArrayList<>();

    final List<String> inherited = new ArrayList<>();

    BaseTable() {
        ALL.add(this);
    }
}

@SuppressWarnings("unused")
final class DerivedTable extends BaseTable {
    private final List<String> own = new ArrayList<>();

    void insert(String key) {
        own.add(key);
        inherited.add(key);
    }
}

@SuppressWarnings("unused")
final class OpenTable {
    private final Map<String, String> given;
    private final Map<String, String> returned = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    final Map<String, String> visible = new HashMap<>();
    private final Map<String, String> own = new HashMap<>();

    OpenTable(Map<String, String> given) {
        this.given = given;
    }

    void insert(String key, List<String> list) {
        lists.put(key, list);
        returned.put(key, key);
        visible.put(key, key);
        own.put(key, key);
    }

    Map<String, String> all() {
        return returned;
    }

    int size() {
        return given.size() + returned.size() + lists.size() + visible.size() + own.size();
    }
}

final class Others {
    private static final List<Codes> ALL = new ArrayList<>();

    static Codes shared() {
        return ALL.get(0);
    }

    static void register(Codes codes) {
        ALL.add(codes);
    }
}
