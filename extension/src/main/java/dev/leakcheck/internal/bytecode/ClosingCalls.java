package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells which methods call one that closes something, by its name. */
public final class ClosingCalls {

    private static final Pattern CLOSES =
            Pattern.compile("(close|dispose|destroy|release|shut[dD]own|disconnect|cleanup)\\w*");

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Set<String>> KNOWN = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            Reader reader = new Reader();
            ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            return Set.copyOf(reader.closing);
        }
    };

    private ClosingCalls() {}

    /** Whether a method of that name does; false if the class cannot be read. */
    public static boolean areIn(Class<?> type, String method) {
        return KNOWN.get(type).contains(method);
    }

    private static final class Reader extends ClassVisitor {
        private final Set<String> closing = new HashSet<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    if (CLOSES.matcher(name).matches()) {
                        closing.add(method);
                    }
                }
            };
        }
    }
}
