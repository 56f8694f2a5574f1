package dev.leakcheck.internal.bytecode;

import dev.leakcheck.internal.reflect.Provenance;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Tells which fields some methods of a test class read, by themselves or in what they call in the tests' own code. */
public final class FieldReads {

    private static final int MOST_METHODS = 200;

    private final Class<?> test;
    private final Map<Class<?>, Map<String, Body>> bodies = new HashMap<>();
    private final Deque<Handle> pending = new ArrayDeque<>();
    private final Set<Handle> called = new HashSet<>();
    private final Set<Field> fields = new LinkedHashSet<>();

    private FieldReads(Class<?> test) {
        this.test = test;
    }

    /** What a method does. */
    private record Body(Set<Handle> reads, Set<Handle> calls) {
        Body() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    /**
     * The fields, static or not, of classes that come from where the test class does, or that it inherits.
     *
     * @param test the class of the object that the methods are called on, if any
     */
    public static Set<Field> of(Class<?> test, Collection<Method> methods) {
        FieldReads reads = new FieldReads(test);
        for (Method method : methods) {
            reads.call(new Handle(
                    Opcodes.H_INVOKEVIRTUAL,
                    Type.getInternalName(method.getDeclaringClass()),
                    method.getName(),
                    Type.getMethodDescriptor(method),
                    method.getDeclaringClass().isInterface()));
        }
        reads.follow();
        return reads.fields;
    }

    private void call(Handle method) {
        if (called.size() < MOST_METHODS && called.add(method)) {
            pending.add(method);
        }
    }

    private void follow() {
        while (!pending.isEmpty()) {
            Handle method = pending.remove();
            Class<?> owner = testCode(method.getOwner());
            Body body = owner == null ? null : body(method, owner);
            if (body != null) {
                body.calls().forEach(this::call);
                body.reads().stream().map(this::field).filter(Objects::nonNull).forEach(fields::add);
            }
        }
    }

    /** The class may override what is called on it. */
    private @Nullable Body body(Handle method, Class<?> owner) {
        boolean onTest = method.getTag() != Opcodes.H_INVOKESPECIAL && owner.isAssignableFrom(test);
        return withSupertypes(onTest ? test : owner)
                .map(type -> bodies.computeIfAbsent(type, FieldReads::read).get(method.getName() + method.getDesc()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Field field(Handle read) {
        Class<?> owner = testCode(read.getOwner());
        return owner == null
                ? null
                : withSupertypes(owner)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> field.getName().equals(read.getName()))
                        .findFirst()
                        .orElse(null);
    }

    private static Stream<Class<?>> withSupertypes(@Nullable Class<?> type) {
        return type == null || type == Object.class
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(type),
                        Stream.concat(
                                withSupertypes(type.getSuperclass()),
                                Arrays.stream(type.getInterfaces()).flatMap(FieldReads::withSupertypes)));
    }

    private @Nullable Class<?> testCode(String internalName) {
        try {
            Class<?> type = Class.forName(internalName.replace('/', '.'), false, test.getClassLoader());
            return type.isAssignableFrom(test) || Provenance.isSame(type, test) ? type : null;
        } catch (ClassNotFoundException | LinkageError unknown) {
            return null;
        }
    }

    private static Map<String, Body> read(Class<?> type) {
        Map<String, Body> methods = new HashMap<>();
        return ClassFiles.read(type, new Reader(methods), ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG)
                ? methods
                : Map.of();
    }

    private static final class Reader extends ClassVisitor {
        private final Map<String, Body> methods;

        Reader(Map<String, Body> methods) {
            super(Opcodes.ASM9);
            this.methods = methods;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                return null;
            }
            Body body = new Body();
            methods.put(name + descriptor, body);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD) {
                        body.reads().add(new Handle(Opcodes.H_GETFIELD, owner, field, type, false));
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    int tag = opcode == Opcodes.INVOKESPECIAL ? Opcodes.H_INVOKESPECIAL : Opcodes.H_INVOKEVIRTUAL;
                    body.calls().add(new Handle(tag, owner, method, type, isInterface));
                }

                @Override
                public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
                    List.of(arguments).stream()
                            .filter(Handle.class::isInstance)
                            .map(Handle.class::cast)
                            .forEach(body.calls()::add);
                }
            };
        }
    }
}
