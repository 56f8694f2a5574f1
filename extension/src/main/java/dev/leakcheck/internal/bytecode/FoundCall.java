package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Looks for a call in methods of a test class: those of some names, and what JUnit runs after each test. */
public final class FoundCall extends ClassVisitor {

    private static final String AFTER_EACH = "Lorg/junit/jupiter/api/AfterEach;";

    private final String className;
    private final Set<String> methods;
    private final String called;
    private final Predicate<String> ofClass;
    private String file = "";
    private @Nullable StackTraceElement found;

    private FoundCall(String className, Set<String> methods, String called, Predicate<String> ofClass) {
        super(Opcodes.ASM9);
        this.className = className;
        this.methods = methods;
        this.called = called;
        this.ofClass = ofClass;
    }

    /**
     * The first line that makes the call; null if there is none.
     *
     * @param methods the names of the methods
     * @param called the name of what they call, without parameters
     * @param ofClass tells by its name whether it is that of the right class
     */
    public static @Nullable StackTraceElement in(
            String className, Set<String> methods, String called, Predicate<String> ofClass) {
        try (InputStream in = ClassFiles.open(className.replace('.', '/'))) {
            FoundCall reader = new FoundCall(className, methods, called, ofClass);
            new ClassReader(in).accept(reader, ClassReader.SKIP_FRAMES);
            return reader.found;
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        file = source == null ? "" : source;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
        return new Code(name);
    }

    private final class Code extends MethodVisitor {
        private final String name;
        private boolean wanted;
        private int line;

        Code(String name) {
            super(Opcodes.ASM9);
            this.name = name;
            this.wanted = methods.contains(name);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
            wanted |= type.equals(AFTER_EACH);
            return null;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
            boolean here = wanted && found == null && method.equals(called) && type.startsWith("()");
            if (here && ofClass.test(owner.replace('/', '.'))) {
                found = new StackTraceElement(className, name, file, line);
            }
        }
    }
}
