package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final int NEVER = Integer.MAX_VALUE;

    private static final Guards NONE = new Guards(NEVER, Map.of(), Map.of(), Map.of());

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Map<String, Guards>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Guards> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * What is asked.
     *
     * @param firstLine where the static state of the class is, or of one around it: 0 if the lines are unknown
     * @param emptyFields the fields of the instance that are, whether they are empty, with the lines where that is first
     * @param maps the fields of the instance whose maps are, whether they have something for a key, with such lines
     * @param filledOnce the fields of the instance that are filled where a flag of its own says that this was not done yet
     */
    public record Guards(
            int firstLine,
            Map<String, Integer> emptyFields,
            Map<String, Integer> maps,
            Map<String, Integer> filledOnce) {

        /**
         * Whether static state is asked before something is made.
         *
         * @param line where that is, negative if unknown
         */
        public boolean byStaticState(int line) {
            return firstLine != NEVER && (line < 0 || firstLine <= line);
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

        private static Set<String> before(int line, Map<String, Integer> asked) {
            return asked.entrySet().stream()
                    .filter(field -> line < 0 || field.getValue() <= line)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    private Guarded() {}

    /** What the methods of that name ask; nothing if the class cannot be read. */
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
        private int firstLine = NEVER;

        void staticState(int line) {
            firstLine = Math.min(firstLine, line);
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
        private final Asked asked = new Asked();

        Reader(Class<?> type, String method) {
            super(Opcodes.ASM9);
            this.type = type;
            this.method = method;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return name.equals(method) ? new AskingCode(type, asked, new OnceCode(type, asked)) : null;
        }

        Guards guards() {
            return new Guards(
                    asked.firstLine,
                    Map.copyOf(asked.emptyFields),
                    Map.copyOf(asked.maps),
                    Map.copyOf(asked.filledOnce));
        }
    }
}
