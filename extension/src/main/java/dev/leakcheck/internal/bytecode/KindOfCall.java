package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a method does, told by the name of another that it calls. */
public enum KindOfCall {
    /** It closes something. */
    CLOSING(".*", "(close|dispose|destroy|release|shut[dD]own|disconnect|cleanup)\\w*"),
    /** It takes something out of a queue of the JDK's, as a pool does before it makes something new. */
    TAKING("java/util/(concurrent/)?\\w*(Queue|Deque)", "poll\\w*|take\\w*|pop|remove(First|Last)");

    private final Pattern owners;
    private final Pattern names;

    /** By class value, so that no class loader of the user's is kept alive. */
    private final ClassValue<Set<String>> callers = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            Reader reader = new Reader();
            ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            return Set.copyOf(reader.found);
        }
    };

    KindOfCall(String owners, String names) {
        this.owners = Pattern.compile(owners);
        this.names = Pattern.compile(names);
    }

    /** Whether a method of that name has one; false if the class cannot be read. */
    public boolean isIn(Class<?> type, String method) {
        return callers.get(type).contains(method);
    }

    private final class Reader extends ClassVisitor {
        private final Set<String> found = new HashSet<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    if (names.matcher(name).matches() && owners.matcher(owner).matches()) {
                        found.add(method);
                    }
                }
            };
        }
    }
}
