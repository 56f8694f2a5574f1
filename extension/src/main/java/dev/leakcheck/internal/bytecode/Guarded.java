package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells what a method asks before it makes something: the static state of its own class or of one around it, as
 * {@code if (instance == null)} does, or the instance's, as {@code if (this.worker == null)} does.
 */
public final class Guarded {

    /** Every {@code assert} asks it. */
    private static final String ASSERTIONS = "$assertionsDisabled";

    private static final String TO_OBJECT = ")Ljava/lang/Object;";
    private static final String NO_PARAMETERS = "()";
    private static final String NO_PARAMETERS_BOOLEAN = "()Z";

    /** To read one of these is to ask the field that holds it. */
    private static final Set<String> BOXES =
            Set.of("java/util/concurrent/atomic/AtomicReference", "java/util/Optional");

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

    /** Methods of the JDK that make something only if they find nothing: of what is read just before they are called. */
    private static final Set<String> ASKING = Set.of(
            "java/util/Objects.requireNonNullElseGet",
            "java/util/Optional.ofNullable",
            "java/util/concurrent/FutureTask.run",
            "java/util/concurrent/FutureTask.get",
            "java/util/concurrent/atomic/AtomicReference.updateAndGet",
            "java/util/concurrent/atomic/AtomicReference.getAndUpdate",
            "java/util/concurrent/atomic/AtomicReference.accumulateAndGet");

    private static final Set<String> MAPS = Set.of(
            "Ljava/util/Map;",
            "Ljava/util/HashMap;",
            "Ljava/util/concurrent/ConcurrentMap;",
            "Ljava/util/concurrent/ConcurrentHashMap;");

    private static final String MAKES_BY_KEY = "computeIfAbsent";
    private static final Set<String> ASKS_BY_KEY = Set.of("get", "containsKey", "putIfAbsent");

    private static final int NEVER = Integer.MAX_VALUE;

    private static final Guards NONE = new Guards(NEVER, Map.of(), Map.of(), Map.of());

    private Guarded() {}

    /** What the methods of that name ask; nothing if the class cannot be read. */
    public static Guards of(Class<?> type, String method) {
        return KNOWN.get(type).computeIfAbsent(method, name -> read(type, name));
    }

    private static Guards read(Class<?> type, String method) {
        Reader reader = new Reader(type.getName().replace('.', '/'), method);
        return ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES)
                ? new Guards(
                        reader.firstLine,
                        Map.copyOf(reader.emptyFields),
                        Map.copyOf(reader.maps),
                        Map.copyOf(reader.filledOnce))
                : NONE;
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final String method;
        private final Map<String, Integer> emptyFields = new HashMap<>();
        private final Map<String, Integer> maps = new HashMap<>();
        private final Map<String, Integer> filledOnce = new HashMap<>();
        private int firstLine = NEVER;

        Reader(String owner, String method) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.method = method;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
            return name.equals(method) ? new Code() : null;
        }

        /** Also the class that this one stands in. */
        private boolean isOwn(String ofClass) {
            return owner.equals(ofClass) || owner.startsWith(ofClass + '$');
        }

        private final class Code extends MethodVisitor {
            private boolean asked;
            private boolean unboxed;
            private int line;
            private @Nullable String field;
            /** The last one that was read of the instance. */
            private @Nullable String map;

            private boolean askedByKey;
            /** The last field that was read of the instance. */
            private @Nullable String last;

            private final Map<String, Integer> compared = new HashMap<>();
            private final Set<String> putAfterwards = new HashSet<>();

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
                asked = opcode == Opcodes.GETSTATIC && isOwn(ofClass) && !name.equals(ASSERTIONS);
                field = opcode == Opcodes.GETFIELD && ofClass.equals(owner) ? name : null;
                if (field != null) {
                    map = MAPS.contains(type) ? name : map;
                    last = name;
                } else if (opcode == Opcodes.PUTFIELD && ofClass.equals(owner) && !compared.isEmpty()) {
                    putAfterwards.add(name);
                }
                unboxed = false;
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                if (ASKING.contains(ofClass + '.' + name)) {
                    ask(true);
                } else if (BOXES.contains(ofClass) && (type.startsWith(NO_PARAMETERS) || type.endsWith(TO_OBJECT))) {
                    unboxed = true;
                    return;
                }
                boolean ofMap = map != null && MAPS.contains('L' + ofClass + ';');
                askedByKey = ofMap && ASKS_BY_KEY.contains(name);
                if (ofMap && name.equals(MAKES_BY_KEY)) {
                    maps.merge(map, line, Math::min);
                }
                asked = opcode == Opcodes.INVOKESTATIC && isOwn(ofClass) && type.equals(NO_PARAMETERS_BOOLEAN);
                field = null;
                last = null;
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                boolean isNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
                boolean isTrue = opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE;
                if (isNull || isTrue) {
                    ask(isNull || unboxed);
                }
                if (askedByKey && map != null) {
                    maps.merge(map, line, Math::min);
                }
                boolean isSame = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
                if (last != null && (isTrue || isSame)) {
                    compared.merge(last, line, Math::min);
                }
                last = null;
                askedByKey = false;
                asked = false;
                field = null;
            }

            /** A flag, or what stands for 'done' in a field, is set with what was done. */
            @Override
            public void visitEnd() {
                compared.forEach((flag, asked) -> {
                    if (putAfterwards.contains(flag)) {
                        putAfterwards.forEach(filled -> filledOnce.merge(filled, asked, Math::min));
                    }
                });
            }

            private void ask(boolean whetherEmpty) {
                if (asked) {
                    firstLine = Math.min(firstLine, line);
                }
                if (field != null && whetherEmpty) {
                    emptyFields.merge(field, line, Math::min);
                }
            }
        }
    }
}
