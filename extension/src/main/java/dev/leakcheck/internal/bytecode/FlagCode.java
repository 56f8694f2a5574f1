package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds what a method does with flags in static fields, and what it comes to only if one was not set: what is passed on all ways
 * to an instruction. Ways back need no look, since who goes back has passed there before.
 */
final class FlagCode extends MethodVisitor {

    private static final String FLAG = "java/util/concurrent/atomic/AtomicBoolean";
    private static final Set<String> SETTERS = Set.of("set", "lazySet", "setPlain", "setOpaque", "setRelease");
    private static final Set<String> GETTERS = Set.of("get", "getPlain", "getOpaque", "getAcquire");

    private final StaticFlags flags;
    private final String owner;
    private final String name;
    private final String key;
    private final boolean remembersLines;
    private final Map<Label, Set<String>> passedAt = new HashMap<>();
    private final Map<Label, Set<Label>> handlers = new HashMap<>();
    private final Map<String, Set<Integer>> lines = new HashMap<>();
    /** Those that it sets where it came to by their not being set. */
    private final Set<String> setHere = new HashSet<>();

    private int line;
    /** The flags that were found not to be set on all ways here; null where nobody comes. */
    private @Nullable Set<String> passed = Set.of();

    /** The atomic flag on the stack, below the constants. */
    private @Nullable String read;
    /** The flag whose answer is on top of the stack. */
    private @Nullable String asked;
    /** Whether that answers with true if the flag was set. */
    private boolean tellsSet;

    private int constants;
    private int lastConstant;
    /** The body of the last one, which only a new thread can have got. */
    private @Nullable Handle lambda;

    FlagCode(StaticFlags flags, String owner, String name, String type, boolean remembersLines) {
        super(Opcodes.ASM9);
        this.flags = flags;
        this.owner = owner;
        this.name = name;
        this.key = owner + '.' + name + type;
        this.remembersLines = remembersLines;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String exception) {
        handlers.computeIfAbsent(start, unknown -> new HashSet<>()).add(handler);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitLabel(Label label) {
        Set<String> known = passedAt.get(label);
        if (known != null) {
            other();
            passed = passed == null ? known : common(passed, known);
        }
        for (Label handler : handlers.getOrDefault(label, Set.of())) {
            comesTo(handler, passed);
        }
    }

    private void comesTo(Label label, @Nullable Set<String> with) {
        if (with != null) {
            passedAt.merge(label, with, FlagCode::common);
        }
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private @Nullable Set<String> passedAnd(String flag) {
        if (passed == null) {
            return null;
        }
        Set<String> more = new HashSet<>(passed);
        more.add(flag);
        return more;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        String flag = asked;
        boolean isTrue = opcode == Opcodes.IFNE;
        other();
        if (flag == null || !isTrue && opcode != Opcodes.IFEQ) {
            comesTo(label, passed);
            passed = opcode == Opcodes.GOTO ? null : passed;
        } else if (isTrue == tellsSet) {
            comesTo(label, passed);
            passed = passedAnd(flag);
        } else {
            comesTo(label, passedAnd(flag));
        }
    }

    @Override
    public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... targets) {
        switches(otherwise, targets);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
        switches(otherwise, targets);
    }

    private void switches(Label otherwise, Label... targets) {
        other();
        comesTo(otherwise, passed);
        for (Label target : targets) {
            comesTo(target, passed);
        }
        passed = null;
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String field, String type) {
        String flag = ofClass + '.' + field;
        boolean sets = constants > 0 && lastConstant == 1;
        other();
        if (type.equals('L' + FLAG + ';')) {
            read = opcode == Opcodes.GETSTATIC ? flag : null;
            if (opcode == Opcodes.PUTSTATIC && !name.equals("<clinit>")) {
                flags.resets(flag, key);
            }
        } else if (type.equals("Z") && opcode == Opcodes.GETSTATIC) {
            asks(flag, true);
        } else if (type.equals("Z") && opcode == Opcodes.PUTSTATIC && !name.equals("<clinit>")) {
            puts(flag, sets);
        }
    }

    private void asks(String flag, boolean answersWhetherSet) {
        asked = flag;
        tellsSet = answersWhetherSet;
    }

    private void puts(String flag, boolean sets) {
        if (!sets) {
            flags.resets(flag, key);
        } else if (passed != null && passed.contains(flag)) {
            setHere.add(flag);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String method, String type, boolean isInterface) {
        String flag = ofClass.equals(FLAG) ? read : null;
        boolean sets = constants > 0 && lastConstant == 1;
        int arguments = constants;
        if (flag != null) {
            read = null;
        }
        other();
        if (flag == null) {
            calls(ofClass, method);
        } else if (GETTERS.contains(method)) {
            asks(flag, true);
        } else if (method.equals("compareAndSet") && arguments == 2 && sets) {
            asks(flag, false);
            setHere.add(flag);
        } else if (method.equals("getAndSet") && sets) {
            asks(flag, true);
            setHere.add(flag);
        } else {
            puts(flag, SETTERS.contains(method) && sets);
        }
    }

    private void calls(String ofClass, String method) {
        if (ofClass.equals("java/lang/Runtime") && method.equals("addShutdownHook") && lambda != null) {
            flags.runsAtShutdown(lambda.getOwner() + '.' + lambda.getName() + lambda.getDesc());
        }
        lambda = ofClass.equals("java/lang/Thread") && method.equals("<init>") ? lambda : null;
        if (passed != null && remembersLines) {
            passed.forEach(flag ->
                    lines.computeIfAbsent(flag, unknown -> new HashSet<>()).add(line));
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
        other();
        lambda = arguments.length > 1
                        && arguments[1] instanceof Handle body
                        && body.getOwner().equals(owner)
                        && body.getName().startsWith("lambda$")
                ? body
                : null;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ICONST_0 || opcode == Opcodes.ICONST_1) {
            constants++;
            lastConstant = opcode - Opcodes.ICONST_0;
            return;
        }
        other();
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW) {
            passed = null;
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        other();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        other();
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        other();
    }

    @Override
    public void visitLdcInsn(Object value) {
        other();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        other();
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
        other();
    }

    /** A flag that is used for anything else gets out of sight. */
    private void other() {
        if (read != null) {
            flags.resets(read, key);
        }
        read = null;
        asked = null;
        constants = 0;
    }

    @Override
    public void visitEnd() {
        lines.forEach((flag, some) -> {
            if (setHere.contains(flag)) {
                flags.guarded
                        .computeIfAbsent(flag, unknown -> new HashMap<>())
                        .computeIfAbsent(name, unknown -> new HashSet<>())
                        .addAll(some);
            }
        });
    }
}
