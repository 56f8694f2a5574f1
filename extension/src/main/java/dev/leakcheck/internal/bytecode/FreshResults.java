package dev.leakcheck.internal.bytecode;

import dev.leakcheck.internal.bytecode.Aliases.Event;
import dev.leakcheck.internal.bytecode.Aliases.Use;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds out which methods return what they have made, and nobody else has got. */
final class FreshResults {

    private static final int DEEPEST = 8;

    private final Map<String, Boolean> known = new HashMap<>();
    private int depth;

    boolean isFresh(String ofClass, String name, String descriptor) {
        String method = Flow.key(ofClass, name, descriptor);
        Boolean fresh = known.get(method);
        if (fresh == null) {
            // One that calls itself is not.
            known.put(method, false);
            fresh = depth < DEEPEST && find(ofClass, name, descriptor);
            known.put(method, fresh);
        }
        return fresh;
    }

    private boolean find(String ofClass, String name, String descriptor) {
        depth++;
        try (InputStream in = ClassFiles.open(ofClass)) {
            Aliases aliases = new Aliases("", "", false, this);
            One one = new One(aliases, ofClass, name, descriptor);
            ClassFiles.accept(in, one);
            return one.hasCode && isFresh(aliases, aliases.result(Flow.key(ofClass, name, descriptor)));
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return false;
        } finally {
            depth--;
        }
    }

    private static boolean isFresh(Aliases aliases, Node result) {
        aliases.settle();
        List<Node> parts = new ArrayList<>(aliases.wrappedBy(result));
        parts.add(result);
        return parts.stream()
                .flatMap(part -> aliases.events(part).stream())
                .map(Event::use)
                .allMatch(Use.CHANGE::equals);
    }

    private static final class One extends ClassVisitor {
        private final Aliases aliases;
        private final String ofClass;
        private final String method;
        private final String descriptor;
        private boolean hasCode;

        One(Aliases aliases, String ofClass, String method, String descriptor) {
            super(Opcodes.ASM9);
            this.aliases = aliases;
            this.ofClass = ofClass;
            this.method = method;
            this.descriptor = descriptor;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
            if (!name.equals(method) || !type.equals(descriptor)) {
                return null;
            }
            hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            return new Flow(aliases, ofClass, access, name, type, false, true);
        }
    }
}
