package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells of a call, by two frames of a stack, whether it can happen but once each time that its method runs. */
public final class SingleCall {

    private static final String CONSTRUCTOR = "<init>";

    private SingleCall() {}

    /**
     * Whether a line of a method calls another one at one place alone, and in no loop: then two stacks that agree in both frames, and
     * come from the same run of the calling method, are of the same call. False if that cannot be found out.
     */
    public static boolean is(StackTraceElement caller, StackTraceElement called) {
        try (InputStream in = ClassFiles.open(caller.getClassName().replace('.', '/'))) {
            if (caller.getLineNumber() < 0) {
                return false;
            }
            Reader reader = new Reader(caller, called);
            new ClassReader(in).accept(reader, ClassReader.SKIP_FRAMES);
            return reader.calls == 1 && !reader.inLoop;
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final StackTraceElement caller;
        private final StackTraceElement called;
        private int calls;
        private boolean inLoop;

        Reader(StackTraceElement caller, StackTraceElement called) {
            super(Opcodes.ASM9);
            this.caller = caller;
            this.called = called;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
            return name.equals(caller.getMethodName()) ? new Code() : null;
        }

        /** A method may be called by the name of another class, which inherits it. */
        private boolean isCalled(String ofClass, String name) {
            return name.equals(called.getMethodName())
                    && (!name.equals(CONSTRUCTOR) || ofClass.replace('/', '.').equals(called.getClassName()));
        }

        /** One of the methods of the name; positions count what may be jumped to or called. */
        private final class Code extends MethodVisitor {
            private int position;
            private int line;
            private final List<Integer> found = new ArrayList<>();
            private final Map<Label, Integer> labels = new HashMap<>();
            /** From where to where it may go back: whoever comes by once more did so. */
            private final List<int[]> back = new ArrayList<>();

            private final List<Label[]> tries = new ArrayList<>();

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
            }

            @Override
            public void visitLabel(Label label) {
                labels.put(label, ++position);
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                position++;
                if (line == caller.getLineNumber() && isCalled(ofClass, name)) {
                    found.add(position);
                }
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                position++;
                jump(label);
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
                position++;
                jump(otherwise);
                for (Label target : targets) {
                    jump(target);
                }
            }

            private void jump(Label target) {
                Integer seen = labels.get(target);
                if (seen != null) {
                    back.add(new int[] {seen, position});
                }
            }

            @Override
            public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
                tries.add(new Label[] {handler, end});
            }

            @Override
            public void visitEnd() {
                for (Label[] each : tries) {
                    back.add(new int[] {labels.getOrDefault(each[0], 0), labels.getOrDefault(each[1], 0)});
                }
                calls += found.size();
                inLoop |= found.stream()
                        .anyMatch(call -> back.stream().anyMatch(range -> range[0] <= call && call <= range[1]));
            }
        }
    }
}
