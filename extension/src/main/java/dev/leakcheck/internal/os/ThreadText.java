package dev.leakcheck.internal.os;

/** What a thread is called; virtual ones mostly have no name, and are told apart by their number. */
public final class ThreadText {

    private ThreadText() {}

    /** {@code thread "name"}, {@code virtual thread "name"}, {@code unnamed virtual thread #27}. */
    public static String of(Thread thread) {
        String kind = isVirtual(thread) ? "virtual thread" : "thread";
        return text(kind, thread.getName(), thread.getId());
    }

    /** The same of a thread that may be gone. */
    public static String of(String name, boolean virtual, long id) {
        return text(virtual ? "virtual thread" : "thread", name, id);
    }

    private static String text(String kind, String name, long id) {
        return name.isEmpty() ? "unnamed " + kind + " #" + id : kind + " \"" + Printable.of(name) + '"';
    }

    /** Cheap, and by its class, since the JDK that this is compiled for cannot say. */
    public static boolean isVirtual(Thread thread) {
        String type = thread.getClass().getName();
        return type.startsWith("java.lang.") && type.endsWith("VirtualThread");
    }
}
