package dev.leakcheck.internal.bytecode;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells what a method asks before it makes something: the static state of its own class or of one around it, as
 * {@code if (instance == null)} does, or the instance's, as {@code if (this.worker == null)} does.
 */
public final class Guarded {

    private static final Guards NONE = new Guards(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** How compilers call the method of a lambda that stands in another one. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Map<String, Guards>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Guards> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** What there is for all, whichever object asks. */
    public enum ForAll {
        /** Static state of the class, or of one around it. */
        STATIC_STATE,
        /** The file systems that the JVM knows by their addresses. */
        FILE_SYSTEMS
    }

    /**
     * What is asked.
     *
     * @param forAll with the lines where that is first: 0 if these are unknown
     * @param elements the static fields with arrays that are asked at a place, or with maps for a key that stands in the code, where
     *     nothing grows
     * @param emptyFields the fields of the instance that are, whether they are empty, with the lines where that is first
     * @param maps the fields of the instance whose maps are, whether they have something for a key, with such lines
     * @param filledOnce the fields of the instance that are filled where a flag of its own says that this was not done yet
     */
    public record Guards(
            Map<ForAll, Integer> forAll,
            Map<String, Integer> elements,
            Map<String, Integer> emptyFields,
            Map<String, Integer> maps,
            Map<String, Integer> filledOnce) {

        /**
         * What there is for all that is asked before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public Set<ForAll> forAll(int line) {
            return before(line, forAll);
        }

        /**
         * The static fields with arrays or maps that are asked so before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public Set<String> elements(int line) {
            return before(line, elements);
        }

        /**
         * The fields of the instance that are asked before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public Set<String> emptyFields(int line) {
            return before(line, emptyFields);
        }

        /**
         * The fields whose maps are asked by a key before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public Set<String> maps(int line) {
            return before(line, maps);
        }

        /**
         * The fields that are filled after a flag was asked, before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public Set<String> filledOnce(int line) {
            return before(line, filledOnce);
        }

        private static <T> Set<T> before(int line, Map<T, Integer> asked) {
            return asked.entrySet().stream()
                    .filter(field -> line < 0 || field.getValue() <= line)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    private Guarded() {}

    /** What the methods of that name ask, or those that a lambda stands in; nothing if the class cannot be read. */
    public static Guards of(Class<?> type, String method) {
        return KNOWN.get(type).computeIfAbsent(method, name -> read(type, name));
    }

    private static Guards read(Class<?> type, String method) {
        Reader reader = new Reader(type, method);
        return ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES) ? reader.guards() : NONE;
    }

    /** What the code of a method asks, as far as it was read, with the lines where that is first. */
    static final class Asked {
        private final Map<String, Integer> emptyFields = new HashMap<>();
        private final Map<String, Integer> maps = new HashMap<>();
        private final Map<String, Integer> filledOnce = new HashMap<>();
        private final Map<ForAll, Integer> forAll = new EnumMap<>(ForAll.class);
        private final Map<String, Integer> elements = new HashMap<>();

        void forAll(ForAll what, int line) {
            forAll.merge(what, line, Math::min);
        }

        void element(String ofField, int line) {
            elements.merge(ofField, line, Math::min);
        }

        void emptyField(String field, int line) {
            emptyFields.merge(field, line, Math::min);
        }

        void map(String field, int line) {
            maps.merge(field, line, Math::min);
        }

        void fillsOnce(String field, int line) {
            filledOnce.merge(field, line, Math::min);
        }
    }

    private static final class Reader extends ClassVisitor {
        private final Class<?> type;
        private final String method;
        private final String around;
        private final Asked asked = new Asked();

        Reader(Class<?> type, String method) {
            super(Opcodes.ASM9);
            this.type = type;
            this.method = method;
            this.around = LAMBDA.matcher(method).replaceFirst("$1");
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return name.equals(method) || name.equals(around)
                    ? new AskingCode(type, asked, new OnceCode(type, asked))
                    : null;
        }

        Guards guards() {
            return new Guards(
                    Map.copyOf(asked.forAll),
                    Map.copyOf(asked.elements),
                    Map.copyOf(asked.emptyFields),
                    Map.copyOf(asked.maps),
                    Map.copyOf(asked.filledOnce));
        }
    }
}
