package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Proves that what an object holds was put there by the static initialiser of the class that keeps it, which calls the
 * object's methods to fill it: no other code calls one of its methods that may write, since the private static field is the only way
 * to it.
 */
public final class InitialTable {

    private record Escape(Node object, String method) {}

    private record Call(Node object, String method, String called) {}

    final String owner;
    final String field;
    /** The class of the object. */
    final String type;

    final Node ofField = new Node();
    /** The object in its own methods. */
    final Node self = new Node();

    private final List<Escape> escapes = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    /** The object's own methods that have code. */
    private final Set<String> methods = new HashSet<>();

    private boolean isPrivate;

    private InitialTable(String owner, String field, String type) {
        this.owner = owner;
        this.field = field;
        this.type = type;
    }

    /**
     * Tells whether it was.
     *
     * @param type the class of the object that a static field keeps, of which it has the only one on the way to what is asked about
     * @param inner a field of that object
     * @param target the class of what that holds
     * @return false if that cannot be proved
     */
    public static boolean proves(String owner, String field, String type, String inner, String target) {
        try {
            InitialTable table = new InitialTable(owner.replace('.', '/'), field, type.replace('.', '/'));
            Set<String> later = table.calledLater();
            return later != null && FilledOnce.proves(type, inner, target, false, later);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    /** The methods of the object that can be called once it is filled; null if others may have it. */
    private @Nullable Set<String> calledLater() throws IOException {
        Set<String> seeing = Nest.of(owner);
        seeing.add(type);
        for (String each : seeing) {
            try (InputStream in = ClassFiles.open(each)) {
                ClassFiles.accept(in, new Reader(each));
            }
        }
        Set<String> initially = new HashSet<>();
        Set<String> later = new HashSet<>();
        for (Call call : calls) {
            if (call.object().is(ofField)) {
                (call.method().startsWith(owner + ".<clinit>") ? initially : later).add(call.called());
            }
        }
        follow(initially);
        follow(later);
        Set<String> called = new HashSet<>(initially);
        called.addAll(later);
        boolean escaped = escapes.stream()
                .anyMatch(
                        each -> each.object().is(ofField) || each.object().is(self) && called.contains(each.method()));
        return isPrivate && !escaped && methods.containsAll(called) ? later : null;
    }

    /** Adds what they call on their own object. */
    private void follow(Set<String> called) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Call call : calls) {
                changed |= call.object().is(self) && called.contains(call.method()) && called.add(call.called());
            }
        }
    }

    /** It is handed on, or done to it what is not known. */
    void escapes(Node object, String method) {
        escapes.add(new Escape(object, method));
    }

    void calls(Node object, String method, String name, String descriptor) {
        calls.add(new Call(object, method, Flow.key(type, name, descriptor)));
    }

    private final class Reader extends ClassVisitor {
        private final String current;

        Reader(String current) {
            super(Opcodes.ASM9);
            this.current = current;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            int both = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
            isPrivate |= current.equals(owner) && name.equals(field) && (access & both) == both;
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            int without = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
            if (current.equals(type) && (access & without) == 0) {
                methods.add(Flow.key(current, name, descriptor));
            }
            return new TableUses(InitialTable.this, current, access, name, descriptor);
        }
    }
}
