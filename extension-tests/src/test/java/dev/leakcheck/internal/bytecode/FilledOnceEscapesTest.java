package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves an initialiser can be changed by others later, and what it does not make itself can have been. */
class FilledOnceEscapesTest {

    /** Its fields are read from byte code only. */
    @SuppressWarnings({"unused", "unchecked", "rawtypes"})
    static final class Sample {
        private static final Map<String, String> BY_METHOD_REFERENCE = new HashMap<>();
        private static final BiConsumer<String, String> PUT = BY_METHOD_REFERENCE::put;
        private static final AtomicReference<Object> REFERENCE = new AtomicReference<>();
        private static final Consumer<Object> SET = REFERENCE::set;
        private static final Map<String, String> BY_KEPT_LAMBDA = new HashMap<>();
        private static final Runnable LATER = () -> BY_KEPT_LAMBDA.put("a", "b");
        private static final ByteArrayOutputStream BYTES = new ByteArrayOutputStream();
        private static final PrintStream PRINTER = new PrintStream(BYTES);
        private static final Map<String, String> TWICE = new HashMap<>();
        private static final Map<String, String> AGAIN = TWICE;
        private static final List<Object> HOLDERS = new ArrayList<>();
        private static final Map<String, String> IN_A_LIST = new HashMap<>();
        private static final Map<String, String> GIVEN_TO_OTHERS = new HashMap<>();
        private static final Map<String, String> FROM_OTHERS = Registry.shared();
        private static final Map<String, String> VIEW;
        private static final Map<String, String> VIEW_OF_KEPT;
        private static final Map<String, String> KEPT = new HashMap<>();
        private static final Map<String, List<String>> LISTS = new HashMap<>();
        private static final Map<String, List<String>> LISTS_READ = new HashMap<>();
        private static final Map<String, List<String>> LISTS_HANDED_OUT = new HashMap<>();
        private static final Map<String, Object> LISTS_AS_OBJECTS = new HashMap<>();
        private static final List<String> ENTRIES_OF_VIEW = new ArrayList<>();
        private static final Map<String, String> ENTRY_SET = new TreeMap<>();
        private static final Map<String, String> BY_STREAM = new HashMap<>();
        private static final Map<String, String> BUILT = build();
        private static final Map<String, String> BUILT_ELSEWHERE = Registry.make(3);
        private static final Map<String, String> COPIED = new HashMap<>();
        private static final Object[] SLOTS = new Object[1];
        private static final Object[] READ_SLOTS = new Object[] {"a"};
        private static final StringBuilder TEXT = new StringBuilder("a");
        private static final int[][] ROWS = new int[3][];
        private static final int[][] ROWS_HANDED_OUT = new int[3][];
        private static final Map<String, String> CHOSEN;
        private static final Map<String, String> CHOSEN_AND_GIVEN = new HashMap<>();

        static {
            HOLDERS.add(IN_A_LIST);
            Registry.register(GIVEN_TO_OTHERS);
            Map<String, String> inner = new HashMap<>();
            inner.put("a", "b");
            VIEW = Collections.unmodifiableMap(inner);
            VIEW_OF_KEPT = Collections.unmodifiableMap(KEPT);
            LISTS.computeIfAbsent("a", key -> new ArrayList<>()).add("b");
            LISTS_READ.put("a", new ArrayList<>(List.of("b")));
            LISTS_HANDED_OUT.put("a", new ArrayList<>());
            LISTS_AS_OBJECTS.put("a", new ArrayList<>());
            IntStream.range(0, 9).forEach(i -> BY_STREAM.put("a" + i, "b"));
            for (int i = 0; i < ROWS.length; i++) {
                ROWS[i] = new int[i];
            }
            CHOSEN = Boolean.getBoolean("a") ? new TreeMap<>() : new HashMap<>();
            CHOSEN.put("a", "b");
            Registry.register(Boolean.getBoolean("a") ? CHOSEN_AND_GIVEN : new HashMap<>());
        }

        private static Map<String, String> build() {
            Map<String, String> map = new HashMap<>();
            fill(map);
            return map;
        }

        private static void fill(Map<String, String> map) {
            map.put("a", "b");
        }

        static void later(String text) {
            PUT.accept(text, text);
            SET.accept(text);
            LATER.run();
            PRINTER.print(text);
            KEPT.put(text, text);
            LISTS.get("a").add(text);
            ENTRIES_OF_VIEW.subList(0, 0).add(text);
            slots()[0] = text;
            TEXT.append(text);
        }

        private static Object[] slots() {
            return SLOTS;
        }

        static Map<String, String> view() {
            return VIEW;
        }

        static int read(String key) {
            int size = ENTRY_SET.size();
            for (Map.Entry<String, String> entry : ENTRY_SET.entrySet()) {
                size += entry.getValue().length() + entry.getKey().length();
            }
            for (String each : LISTS_READ.get(key)) {
                size += each.length();
            }
            return size
                    + READ_SLOTS[0].hashCode()
                    + ROWS[0][0]
                    + CHOSEN.get(key).length();
        }

        static String read(int index) {
            return "text " + BUILT + BUILT_ELSEWHERE.get("a")
                    + BY_STREAM.keySet().stream().sorted().toList() + READ_SLOTS[index];
        }

        static Map<String, String> copy() {
            Map<String, String> copy = new HashMap<>(COPIED);
            copy.put("a", "b");
            return copy;
        }

        static List<String> list(String key) {
            return LISTS_HANDED_OUT.get(key);
        }

        static Object object(String key) {
            return LISTS_AS_OBJECTS.get(key);
        }

        static int[] row(int index) {
            return ROWS[index];
        }

        static int[][] rows() {
            return ROWS_HANDED_OUT;
        }
    }

    static final class Registry {
        private static final List<Map<String, String>> MAPS = new ArrayList<>();
        private static final Map<String, String> SHARED = new HashMap<>();

        static Map<String, String> shared() {
            return SHARED;
        }

        static void register(Map<String, String> map) {
            MAPS.add(map);
        }

        static Map<String, String> make(int size) {
            Map<String, String> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put("a" + i, "b");
            }
            return map;
        }
    }

    /** Objects that link to each other, and such as fill each other. */
    @SuppressWarnings("unused")
    static final class Linked {
        Linked next;
        private final List<Linked> children = new ArrayList<>();
        private final List<Linked> own = new ArrayList<>();
        private final List<String> copied;

        Linked(Linked parent) {
            parent.children.add(this);
            own.add(this);
            copied = new ArrayList<>(parent.copied);
        }
    }

    /** Tables that are made when they are first asked for. */
    @SuppressWarnings("unused")
    static final class OnDemand {
        private static Map<String, String> map;
        private static Map<String, String> byHelper;
        private static Map<String, String> byBuilder;
        private static Map<String, String> supplied;
        private static Map<String, String> given;
        private static Map<String, String> goesOn;
        private static Map<String, String> keptByLambda;
        private static byte[][] handedOut;
        private static byte[][] read;

        static synchronized boolean has(String key) {
            if (map == null) {
                Map<String, String> made = new HashMap<>();
                for (int i = 0; i < 9; i++) {
                    made.put("a" + i, "b");
                }
                map = made;
            }
            return map.containsKey(key);
        }

        static String helped(String key) {
            if (byHelper == null) {
                byHelper = new HashMap<>();
                fill();
            }
            return byHelper.get(key);
        }

        private static void fill() {
            byHelper.put("a", "b");
        }

        static String built(String key) {
            if (byBuilder == null) {
                byBuilder = Registry.make(9);
            }
            return byBuilder.get(key);
        }

        static String supply(Supplier<Map<String, String>> supplier) {
            if (supplied == null) {
                supplied = supplier.get();
            }
            return supplied.get("a");
        }

        static void give(Map<String, String> map) {
            if (given == null) {
                given = map;
            }
        }

        static void goOn(int size) {
            Map<String, String> made = goesOn;
            if (made == null) {
                made = new HashMap<>();
                goesOn = made;
            }
            for (int i = 0; i < size; i++) {
                made.put("a" + i, "b");
            }
        }

        static Runnable lambda() {
            Runnable adder = null;
            if (keptByLambda == null) {
                Map<String, String> made = new HashMap<>();
                adder = () -> made.put("a", "b");
                keptByLambda = made;
            }
            return adder;
        }

        static byte[][] out() {
            if (handedOut == null) {
                handedOut = new byte[9][];
            }
            return handedOut;
        }

        static byte read(int index) {
            byte[][] table = read;
            if (table == null) {
                table = new byte[9][];
                for (int i = 0; i < 9; i++) {
                    table[i] = new byte[i];
                }
                read = table;
            }
            return table[index][0];
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BY_METHOD_REFERENCE",
                "REFERENCE",
                "BY_KEPT_LAMBDA",
                "BYTES",
                "PRINTER",
                "TWICE",
                "AGAIN",
                "IN_A_LIST",
                "GIVEN_TO_OTHERS",
                "FROM_OTHERS",
                "KEPT",
                "LISTS",
                "LISTS_HANDED_OUT",
                "LISTS_AS_OBJECTS",
                "ENTRIES_OF_VIEW",
                "SLOTS",
                "TEXT",
                "ROWS_HANDED_OUT",
                "CHOSEN_AND_GIVEN"
            })
    void doesNotProveWhatOthersCanReach(String field) {
        assertThat(proves(Sample.class, field, "java.util.HashMap")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENTRY_SET",
                "LISTS_READ",
                "BY_STREAM",
                "BUILT",
                "BUILT_ELSEWHERE",
                "COPIED",
                "READ_SLOTS",
                "ROWS",
                "CHOSEN"
            })
    void provesWhatOthersOnlyRead(String field) {
        assertThat(proves(Sample.class, field, "java.util.HashMap")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = "java.util.Collections$UnmodifiableMap")
    void provesAViewOfWhatNobodyElseHas(String view) {
        assertThat(proves(Sample.class, "VIEW", view)).isTrue();
        assertThat(proves(Sample.class, "VIEW_OF_KEPT", view)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "children"})
    void doesNotProveWhatObjectsDoToEachOther(String field) {
        assertThat(proves(Linked.class, field, field.equals("next") ? Linked.class.getName() : "java.util.ArrayList"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = "own")
    void provesWhatAConstructorDoesToItsOwn(String field) {
        assertThat(proves(Linked.class, field, "java.util.ArrayList")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "byHelper", "byBuilder", "read"})
    void provesWhatIsFilledOnDemandOnly(String field) {
        assertThat(proves(OnDemand.class, field, "java.util.HashMap")).isTrue();
        assertThat(FilledOnce.proves(OnDemand.class.getName(), field, "java.util.HashMap", false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"supplied", "given", "goesOn", "keptByLambda", "handedOut"})
    void doesNotProveWhatOthersHaveOrFillLater(String field) {
        assertThat(proves(OnDemand.class, field, "java.util.HashMap")).isFalse();
    }

    private static boolean proves(Class<?> type, String field, String target) {
        return FilledOnce.proves(type.getName(), field, target, true);
    }
}
