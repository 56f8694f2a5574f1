package dev.leakcheck.internal.message;

/** A stack frame as IDEs recognise it: without the class loader, which some of them stumble over. */
public final class Frame {

    private Frame() {}

    /** The frame without {@code at}. */
    public static String text(StackTraceElement frame) {
        return new StackTraceElement(
                        null,
                        frame.getModuleName(),
                        null,
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber())
                .toString();
    }
}
