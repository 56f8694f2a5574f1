package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells which methods take something out of a queue of the JDK's, as a pool does before it makes something new. */
public final class TakingCalls {

    private static final Pattern TAKES = Pattern.compile("poll\\w*|take\\w*|pop|remove(First|Last)");
    private static final Pattern QUEUES = Pattern.compile("java/util/(concurrent/)?\\w*(Queue|Deque)");

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Set<String>> KNOWN = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            Reader reader = new Reader();
            ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            return Set.copyOf(reader.taking);
        }
    };

    private TakingCalls() {}

    /** Whether a method of that name does; false if the class cannot be read. */
    public static boolean areIn(Class<?> type, String method) {
        return KNOWN.get(type).contains(method);
    }

    private static final class Reader extends ClassVisitor {
        private final Set<String> taking = new HashSet<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    if (TAKES.matcher(name).matches() && QUEUES.matcher(owner).matches()) {
                        taking.add(method);
                    }
                }
            };
        }
    }
}
