package dev.leakcheck.internal.bytecode;

import dev.leakcheck.internal.bytecode.Guarded.ForAll;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds what a method asks, whether there is something already: static state, the fields of its object, and maps in these by a
 * key; by itself, or by another method of the object that it calls.
 */
final class AskingCode extends MethodVisitor {

    private static final String TO_OBJECT = ")Ljava/lang/Object;";
    private static final String TO_NOTHING = ")V";
    private static final String NO_PARAMETERS = "()";
    private static final String NO_PARAMETERS_BOOLEAN = "()Z";

    /** To read one of these is to ask the field that holds it. */
    private static final Set<String> BOXES = Set.of(
            "java/util/concurrent/atomic/AtomicReference",
            "java/util/concurrent/CompletableFuture",
            "java/util/Optional");

    /** Methods of the JDK that make something only if they find nothing: of what is read just before they are called. */
    private static final Set<String> ASKING = Set.of(
            "java/util/Objects.requireNonNullElseGet",
            "java/util/Optional.ofNullable",
            "java/util/concurrent/FutureTask.run",
            "java/util/concurrent/FutureTask.get",
            "java/util/concurrent/atomic/AtomicReference.updateAndGet",
            "java/util/concurrent/atomic/AtomicReference.getAndUpdate",
            "java/util/concurrent/atomic/AtomicReference.accumulateAndGet");

    private static final int NOWHERE = -1;

    private static final String NO_FILE_SYSTEM = "java/nio/file/FileSystemNotFoundException";

    private static final Set<String> MAKES_BY_KEY = Set.of("computeIfAbsent", "compute");

    private final Class<?> type;
    private final Guarded.Asked asked;

    /** Where code begins that looks for a file system of the JVM. */
    private final Set<Label> lookups = new HashSet<>();

    private int line;
    /** Whether static state was read just now. */
    private boolean ofStatic;

    /** Whether what was read just now is a flag that is an object. */
    private boolean ofFlag;

    private boolean unboxed;
    private boolean byKey;
    /** The static field that was read just now, or before a key that is the same each time. */
    private @Nullable String staticField;

    private boolean ofStaticMap;
    private boolean constantKey;
    /** The static field with an array or a map of which an element was read so. */
    private @Nullable String element;
    /** Whether null lies below what was read, as in {@code null == instance}. */
    private boolean nullFirst;
    /** The field of the object that was read just now. */
    private @Nullable String field;
    /** The last map that was. */
    private @Nullable String map;
    /** The method of the class, or of one that it extends, that was called just now. */
    private Accessor.@Nullable Call called;
    /** The variable that its answer was put into. */
    private int answerIn = NOWHERE;

    AskingCode(Class<?> type, Guarded.Asked asked, MethodVisitor next) {
        super(Opcodes.ASM9, next);
        this.type = type;
        this.asked = asked;
    }

    /** Where what is missing would be caught it is asked for. */
    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String exception) {
        super.visitTryCatchBlock(start, end, handler, exception);
        if (NO_FILE_SYSTEM.equals(exception)) {
            lookups.add(start);
        }
    }

    @Override
    public void visitLabel(Label label) {
        super.visitLabel(label);
        if (lookups.contains(label)) {
            asked.forAll(ForAll.FILE_SYSTEMS, line);
        }
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        super.visitLineNumber(number, start);
        line = number;
        nullFirst = false;
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String descriptor) {
        super.visitFieldInsn(opcode, ofClass, name, descriptor);
        nullFirst &= opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
        boolean answerPending = byKey;
        String mapBelow =
                opcode == Opcodes.GETSTATIC && ofStaticMap && isOfEnum(ofClass, descriptor) ? staticField : null;
        forget();
        byKey = answerPending;
        constantKey = mapBelow != null;
        ofFlag = OnceCode.isFlag(descriptor);
        ofStatic = opcode == Opcodes.GETSTATIC && Accessor.isOwnState(type, ofClass, name);
        ofStaticMap = ofStatic && Accessor.isMap(descriptor);
        staticField = constantKey ? mapBelow : ofStatic ? name : null;
        if (opcode == Opcodes.GETFIELD && ofClass.equals(Type.getInternalName(type))) {
            field = name;
            map = Accessor.isMap(descriptor) ? name : map;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, ofClass, name, descriptor, isInterface);
        nullFirst &= !descriptor.endsWith(TO_NOTHING);
        if (ASKING.contains(ofClass + '.' + name)) {
            ask(true);
        } else if (BOXES.contains(ofClass) && (descriptor.startsWith(NO_PARAMETERS) || descriptor.endsWith(TO_OBJECT))
                || ofFlag && OnceCode.asksFlag(ofClass, descriptor)) {
            unboxed = true;
            return;
        }
        boolean ofMap = Accessor.isMap('L' + ofClass + ';');
        String mapOfConstant = ofMap && constantKey ? staticField : null;
        if (ofMap && called != null) {
            map = called.reads().maps().stream().findFirst().orElse(map);
        }
        forget();
        ofMap &= map != null;
        byKey = ofMap && Accessor.ASKS_BY_KEY.contains(name);
        if (ofMap && MAKES_BY_KEY.contains(name)) {
            asked.map(map, line);
        }
        element = Accessor.ASKS_BY_KEY.contains(name) ? mapOfConstant : null;
        if (mapOfConstant != null && MAKES_BY_KEY.contains(name)) {
            asked.element(mapOfConstant, line);
        }
        ofStatic = opcode == Opcodes.INVOKESTATIC
                && Accessor.isOwn(type, ofClass)
                && descriptor.equals(NO_PARAMETERS_BOOLEAN);
        called = Accessor.call(type, ofClass, name, descriptor);
    }

    /** An answer that is dropped asks nothing. */
    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        nullFirst = opcode == Opcodes.ACONST_NULL || nullFirst && opcode != Opcodes.POP;
        if (opcode == Opcodes.POP) {
            forget();
        } else if (opcode == Opcodes.AALOAD) {
            element = ofStatic ? staticField : null;
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value);
        constantKey = ofStaticMap;
    }

    /** Whether a static field of a class is one of the constants of that enum. */
    private boolean isOfEnum(String ofClass, String descriptor) {
        try {
            return descriptor.equals('L' + ofClass + ';')
                    && Class.forName(ofClass.replace('/', '.'), false, type.getClassLoader())
                            .isEnum();
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    /** An answer that was put into a variable is asked when that is; another variable is another question. */
    @Override
    public void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, variable);
        nullFirst &= opcode != Opcodes.ASTORE;
        ofStaticMap = false; // Behind it comes a key that may be any.
        constantKey = false;
        if (opcode == Opcodes.ASTORE && called != null && answerIn < 0) {
            answerIn = variable;
        } else if (answerIn != variable) {
            called = null;
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        boolean isSame = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
        boolean isNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL || isSame && nullFirst;
        nullFirst = false;
        boolean isTrue = opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE;
        if (isNull || isTrue) {
            ask(isNull || unboxed);
        }
        forget();
    }

    private void ask(boolean whetherEmpty) {
        if (ofStatic) {
            asked.forAll(ForAll.STATIC_STATE, line);
        }
        if (element != null) {
            asked.element(element, line);
        }
        if (byKey && map != null) {
            asked.map(map, line);
        }
        if (field != null && whetherEmpty) {
            asked.emptyField(field, line);
        }
        if (called != null && whetherEmpty) {
            Accessor.Reads reads = called.reads();
            reads.fields().forEach(each -> asked.emptyField(each, line));
            reads.mapsByKey().forEach(each -> asked.map(each, line));
            if (reads.staticState()) {
                asked.forAll(ForAll.STATIC_STATE, line);
            }
        }
    }

    private void forget() {
        ofStatic = false;
        ofFlag = false;
        unboxed = false;
        byKey = false;
        ofStaticMap = false;
        constantKey = false;
        element = null;
        staticField = null;
        field = null;
        called = null;
        answerIn = NOWHERE;
    }
}
