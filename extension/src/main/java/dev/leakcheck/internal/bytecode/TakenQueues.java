package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Tells of which queues of the JDK's methods take something, as a pool does before it makes something new. */
public final class TakenQueues {

    private static final Pattern TAKES = Pattern.compile("poll\\w*|take\\w*|pop|remove(First|Last)");
    private static final Pattern QUEUES = Pattern.compile("java/util/(concurrent/)?\\w*(Queue|Deque|LinkedList)");

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Map<String, Set<String>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Set<String>> computeValue(Class<?> type) {
            Reader reader = new Reader(Type.getInternalName(type));
            ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            return Map.copyOf(reader.taken);
        }
    };

    private TakenQueues() {}

    /**
     * The fields that hold the queues, of the class itself; none if they are got otherwise, as from a map. Null if the methods of
     * that name take nothing, or cannot be read.
     */
    public static @Nullable Set<String> in(Class<?> type, String method) {
        return KNOWN.get(type).get(method);
    }

    private static final class Reader extends ClassVisitor {
        private final String ofClass;
        private final Map<String, Set<String>> taken = new HashMap<>();

        Reader(String ofClass) {
            super(Opcodes.ASM9);
            this.ofClass = ofClass;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                /** The last one with a queue that was read. */
                private @Nullable String field;

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String type) {
                    boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
                    if (reads && owner.equals(ofClass) && isQueue(Type.getType(type))) {
                        field = name;
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    if (TAKES.matcher(name).matches() && QUEUES.matcher(owner).matches()) {
                        Set<String> fields = taken.computeIfAbsent(method, unknown -> new HashSet<>());
                        if (field != null) {
                            fields.add(field);
                        }
                    }
                }
            };
        }

        private static boolean isQueue(Type type) {
            return type.getSort() == Type.OBJECT
                    && QUEUES.matcher(type.getInternalName()).matches();
        }
    }
}
