package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Tells what a method that writes no field answers with: static state, a field of the object, or what a map in one has for a
 * key.
 */
final class Accessor extends MethodVisitor {

    /** Every {@code assert} asks it. */
    private static final String ASSERTIONS = "$assertionsDisabled";

    private static final Set<String> MAPS = Set.of(
            "Ljava/util/Map;",
            "Ljava/util/HashMap;",
            "Ljava/util/LinkedHashMap;",
            "Ljava/util/SortedMap;",
            "Ljava/util/TreeMap;",
            "Ljava/util/concurrent/ConcurrentMap;",
            "Ljava/util/concurrent/ConcurrentHashMap;");

    static final Set<String> ASKS_BY_KEY = Set.of("get", "containsKey", "putIfAbsent");

    private final Class<?> type;
    private final Set<String> fields = new HashSet<>();
    private final Set<String> maps = new HashSet<>();
    private final Set<String> mapsByKey = new HashSet<>();
    private boolean staticState;
    private boolean writes;

    /** What was read just now. */
    private boolean ofStatic;

    private boolean byKey;
    private @Nullable String field;
    /** The last one that was read. */
    private @Nullable String map;

    private Accessor(Class<?> type) {
        super(Opcodes.ASM9);
        this.type = type;
    }

    /**
     * What an accessor answers with.
     *
     * @param fields of the object, but for those with maps
     * @param maps the fields with maps
     * @param mapsByKey those of whose maps it answers with a value
     */
    record Reads(boolean staticState, Set<String> fields, Set<String> maps, Set<String> mapsByKey) {
        private static final Reads NOTHING = new Reads(false, Set.of(), Set.of(), Set.of());
    }

    /**
     * A call of one.
     *
     * @param type the class that it is looked for in first
     */
    record Call(Class<?> type, String name, String descriptor) {

        /** Nothing if it is no accessor, or no code of it can be read. */
        Reads reads() {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                Reader reader = new Reader(at, this);
                ClassFiles.read(at, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
                if (reader.found != null) {
                    return reader.found.reads();
                }
            }
            return Reads.NOTHING;
        }
    }

    /** A call as it stands in the code of a class; null if that is not one of its own methods, or answers with no object. */
    static @Nullable Call call(Class<?> from, String ofClass, String name, String descriptor) {
        boolean toObject = Type.getReturnType(descriptor).getSort() == Type.OBJECT;
        for (Class<?> at = from; toObject && at != null && at != Object.class; at = at.getSuperclass()) {
            if (Type.getInternalName(at).equals(ofClass)) {
                return new Call(at, name, descriptor);
            }
        }
        return null;
    }

    /** Also the class that this one stands in. */
    static boolean isOwn(Class<?> type, String ofClass) {
        String own = Type.getInternalName(type);
        return own.equals(ofClass) || own.startsWith(ofClass + '$');
    }

    static boolean isOwnState(Class<?> type, String ofClass, String field) {
        return isOwn(type, ofClass) && !field.equals(ASSERTIONS);
    }

    static boolean isMap(String descriptor) {
        return MAPS.contains(descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String descriptor) {
        writes |= opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        forget();
        if (isOwnState(type, ofClass, name)) {
            ofStatic = opcode == Opcodes.GETSTATIC;
            field = opcode == Opcodes.GETFIELD ? name : null;
            map = opcode == Opcodes.GETFIELD && isMap(descriptor) ? name : map;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String descriptor, boolean isInterface) {
        if (name.equals("<init>")) {
            return; // Of a key, below which the map is still on the stack.
        }
        forget();
        byKey = map != null && isMap('L' + ofClass + ';') && ASKS_BY_KEY.contains(name);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        forget();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        forget();
    }

    /** Only what it answers with counts. */
    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
            staticState |= ofStatic;
            if (byKey && map != null) {
                mapsByKey.add(map);
            } else if (field != null) {
                (field.equals(map) ? maps : fields).add(field);
            }
        }
    }

    private void forget() {
        ofStatic = false;
        byKey = false;
        field = null;
    }

    private Reads reads() {
        return writes ? Reads.NOTHING : new Reads(staticState, fields, maps, mapsByKey);
    }

    private static final class Reader extends ClassVisitor {
        private final Class<?> type;
        private final Call call;
        private @Nullable Accessor found;

        Reader(Class<?> type, Call call) {
            super(Opcodes.ASM9);
            this.type = type;
            this.call = call;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean isIt = name.equals(call.name())
                    && descriptor.equals(call.descriptor())
                    && (access & Opcodes.ACC_ABSTRACT) == 0;
            found = isIt ? new Accessor(type) : found;
            return isIt ? found : null;
        }
    }
}
