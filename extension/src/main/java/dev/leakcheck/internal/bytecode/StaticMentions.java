package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells which other classes' static methods and fields the code of a class uses: there it gets what these keep for all. */
public final class StaticMentions {

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Set<String>> KNOWN = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return read(type);
        }
    };

    private StaticMentions() {}

    /** The names of the classes, save those of the JDK's own packages; none if the class cannot be read. */
    public static Set<String> of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static Set<String> read(Class<?> type) {
        Set<String> owners = new HashSet<>();
        if (!ClassFiles.read(type, new Reader(owners), ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG)) {
            return Set.of();
        }
        owners.remove(type.getName());
        return Set.copyOf(owners);
    }

    private static final class Reader extends ClassVisitor {
        private final Set<String> owners;

        Reader(Set<String> owners) {
            super(Opcodes.ASM9);
            this.owners = owners;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    if (opcode == Opcodes.GETSTATIC) {
                        add(owner);
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (opcode == Opcodes.INVOKESTATIC) {
                        add(owner);
                    }
                }
            };
        }

        private void add(String owner) {
            if (!owner.startsWith("java/") && !owner.startsWith("org/junit/") && !owner.startsWith("[")) {
                owners.add(owner.replace('/', '.'));
            }
        }
    }
}
