package dev.leakcheck.bootstrap;

import java.lang.reflect.AccessibleObject;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * What woven code calls. Never loaded under this name: its bytes are renamed and defined inside {@code java.base}, so it
 * knows {@code java.*} only. No lambdas and no string concatenation by invokedynamic: linking those runs code that is
 * woven itself. Nothing thrown here may reach the code that called.
 */
public final class Hooks {

    /** Leader argument: the descriptor that this thread opened before this one. */
    public static final int LEADER_IS_PREVIOUS = -2;

    /** Who hands out a connection: a data source, a driver, the driver manager. */
    public static final int SOURCE = 0;

    /** See {@link #SOURCE}. */
    public static final int DRIVER = 1;

    /** See {@link #SOURCE}. */
    public static final int MANAGER = 2;

    /** A connection hands out a statement. */
    public static final int CONNECTION = 3;

    /** A statement hands out a result set. */
    public static final int STATEMENT = 4;

    /** A connection's meta data hands out a result set. */
    public static final int METADATA = 5;

    /** What a handler is told: a connection is asked for. */
    public static final int ASKED = 0;

    /** It was handed out, to a caller that hands out nothing itself. */
    public static final int GIVEN = 1;

    /** It was handed out to another giver, such as a pool. */
    public static final int GIVEN_WITHIN = 2;

    /** The giver threw. */
    public static final int REFUSED = 3;

    /** A statement is about to execute this. */
    public static final int EXECUTING = 4;

    /** A connection is about to be closed. */
    public static final int CLOSING = 5;

    private static final int NONE = -1;

    /** What a thread is doing: whether it is inside a handler, and the last descriptor that it opened. */
    private static final ThreadLocal<int[]> STATE = new ThreadLocal<int[]>();

    /**
     * The hand-outs that a thread is inside of: one bit each in a long array, the innermost lowest, set if the giver is
     * one; then the outermost giver and its text.
     */
    private static final ThreadLocal<Object[]> HANDING_OUT = new ThreadLocal<Object[]>();

    private static final int BUSY = 0;
    private static final int LAST = 1;

    private static Object owner;
    private static volatile LongBinaryOperator descriptors;
    private static volatile ObjLongConsumer<Object> memory;
    private static volatile BiConsumer<Object, Object>[] handlers;
    private static volatile Class<?>[] givers;
    private static volatile BiFunction<Object, Object, Object>[] replacers;

    private Hooks() {}

    /**
     * Sets the handlers, unless somebody else's are in place.
     *
     * @param newHandlers a LongBinaryOperator for descriptors, an ObjLongConsumer for memory, a BiConsumer array for the
     *     rest and a BiFunction array for what is replaced; in one array, since reflection on more than three parameters
     *     is slow to link
     * @return who holds the hooks now: {@code newOwner}, or whoever came first
     */
    @SuppressWarnings("unchecked")
    public static synchronized Object install(Object newOwner, Object[] newHandlers) {
        if (owner != null && owner != newOwner) {
            return owner;
        }
        owner = newOwner;
        descriptors = (LongBinaryOperator) newHandlers[0];
        memory = (ObjLongConsumer<Object>) newHandlers[1];
        handlers = (BiConsumer<Object, Object>[]) newHandlers[2];
        replacers = (BiFunction<Object, Object, Object>[]) newHandlers[3];
        return newOwner;
    }

    /** Takes the handlers away again, if they are this owner's. */
    public static synchronized void release(Object formerOwner) {
        if (owner == formerOwner) {
            owner = null;
            descriptors = null;
            memory = null;
            handlers = null;
            replacers = null;
        }
    }

    /** Makes a member of any class accessible, as {@code java.base} may; for LeakCheck only, which has a look-up of it. */
    private static void open(AccessibleObject member) {
        member.setAccessible(true);
    }

    /** Says of which type a giver of each kind is; until then nobody hands anything out. */
    public static void setGivers(Class<?>[] types) {
        givers = types;
    }

    /**
     * A method was entered that looks as if it handed out what must be closed. What a giver asks for on its way, such as
     * a pool for a driver's connection, is its own.
     *
     * @param text an address or a statement, may be null
     */
    public static void handOut(Object giver, String text, int kind, int hook) {
        try {
            Object[] state = HANDING_OUT.get();
            if (state == null) {
                state = new Object[] {new long[1], null, null};
                HANDING_OUT.set(state);
            }
            long[] inside = (long[]) state[0];
            boolean outermost = inside[0] == 0;
            boolean gives = isGiver(giver, kind);
            inside[0] = inside[0] << 1 | (gives ? 1 : 0);
            if (gives && outermost) {
                state[1] = giver;
                state[2] = text;
            }
            if (gives && kind <= MANAGER) {
                fire(giver, new Object[] {Integer.valueOf(kind), Integer.valueOf(ASKED), null, text}, hook);
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
    }

    /** That method returned this. */
    public static void handedOut(Object result, int kind, int hook) {
        leave(result, kind, GIVEN, hook);
    }

    /** That method threw. */
    public static void refused(int kind, int hook) {
        leave(null, kind, REFUSED, hook);
    }

    private static void leave(Object result, int kind, int outcome, int hook) {
        try {
            Object[] state = HANDING_OUT.get();
            if (state == null) {
                return;
            }
            long[] inside = (long[]) state[0];
            boolean gave = (inside[0] & 1) != 0;
            inside[0] >>>= 1;
            if (!gave) {
                return;
            }
            boolean outermost = inside[0] == 0;
            Object giver = outermost ? state[1] : null;
            Object text = outermost ? state[2] : null;
            if (outermost) {
                state[1] = null;
                state[2] = null;
            }
            if (kind <= MANAGER || outermost && result != null) {
                int told = outcome == GIVEN && !outermost ? GIVEN_WITHIN : outcome;
                fire(giver, new Object[] {Integer.valueOf(kind), Integer.valueOf(told), result, text}, hook);
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
    }

    /** A statement is about to execute this, or a connection to be closed; told for the outermost one only. */
    public static void handle(Object subject, String text, int kind, int told, int hook) {
        try {
            if (isGiver(subject, kind)) {
                Object[] state = HANDING_OUT.get();
                if (state == null || ((long[]) state[0])[0] == 0) {
                    fire(subject, new Object[] {Integer.valueOf(kind), Integer.valueOf(told), null, text}, hook);
                }
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
    }

    private static boolean isGiver(Object candidate, int kind) {
        Class<?>[] types = givers;
        return types != null && handlers != null && (kind == MANAGER || types[kind].isInstance(candidate));
    }

    /** Something happened to an object; {@code hook} is the handler's index. */
    public static void fire(Object subject, Object detail, int hook) {
        BiConsumer<Object, Object>[] all = handlers;
        if (all == null) {
            return;
        }
        try {
            BiConsumer<Object, Object> handler = all[hook];
            int[] state = handler == null ? null : enter();
            if (state != null) {
                try {
                    handler.accept(subject, detail);
                } catch (Throwable failure) {
                    if (isHandlersFault(failure)) {
                        all[hook] = null;
                        report(handler, failure);
                    }
                } finally {
                    state[BUSY] = 0;
                }
            }
        } catch (Throwable neverTheCallersProblem) {
            // Such as no stack or heap left for the guard itself.
        }
    }

    /** As {@link #fire(Object, Object, int)} with a number too; the handler gets {@code {detail, number}}. */
    public static void fire(Object subject, Object detail, long number, int hook) {
        if (handlers == null) {
            return;
        }
        try {
            fire(subject, new Object[] {detail, Long.valueOf(number)}, hook);
        } catch (Throwable neverTheCallersProblem) {
            // Out of memory.
        }
    }

    /** What to go on with instead of an argument: the argument itself, unless a replacer gives another object. */
    public static Object replace(Object argument, Object context, int replacement) {
        BiFunction<Object, Object, Object>[] all = replacers;
        if (all == null || argument == null) {
            return argument;
        }
        Object result = argument;
        try {
            BiFunction<Object, Object, Object> replacer = all[replacement];
            int[] state = replacer == null ? null : enter();
            if (state != null) {
                try {
                    Object replaced = replacer.apply(argument, context);
                    result = replaced == null ? argument : replaced;
                } catch (Throwable failure) {
                    if (isHandlersFault(failure)) {
                        all[replacement] = null;
                        report(replacer, failure);
                    }
                } finally {
                    state[BUSY] = 0;
                }
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
        return result;
    }

    /** Memory was reserved for an object. */
    public static void memory(Object subject, long bytes) {
        ObjLongConsumer<Object> handler = memory;
        if (handler == null) {
            return;
        }
        try {
            int[] state = enter();
            if (state != null) {
                try {
                    handler.accept(subject, bytes);
                } catch (Throwable failure) {
                    if (isHandlersFault(failure)) {
                        memory = null;
                        report(handler, failure);
                    }
                } finally {
                    state[BUSY] = 0;
                }
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
    }

    /** A descriptor was opened. */
    public static void descriptor(int fd, int kind, int leader) {
        LongBinaryOperator handler = descriptors;
        if (handler == null || fd < 0) {
            return;
        }
        try {
            int[] state = enter();
            if (state != null) {
                try {
                    int leading = leader == LEADER_IS_PREVIOUS ? state[LAST] : leader;
                    state[LAST] = fd;
                    handler.applyAsLong(fd, ((long) kind << 32) | (leading & 0xffffffffL));
                } catch (Throwable failure) {
                    if (isHandlersFault(failure)) {
                        descriptors = null;
                        report(handler, failure);
                    }
                } finally {
                    state[BUSY] = 0;
                }
            }
        } catch (Throwable neverTheCallersProblem) {
            // As above.
        }
    }

    /** A descriptor was opened that leads others. */
    public static void descriptors(int leader, int kind, int[] followers, int followerKind) {
        descriptor(leader, kind, NONE);
        if (followers != null) {
            for (int i = 0; i < followers.length; i++) {
                descriptor(followers[i], followerKind, leader);
            }
        }
    }

    /** A descriptor was opened that leads the one which this thread opened before it. */
    public static void leadPrevious(int fd, int kind, int previousKind) {
        int previous = NONE;
        try {
            int[] state = STATE.get();
            if (state != null) {
                previous = state[LAST];
            }
        } catch (Throwable neverTheCallersProblem) {
            return;
        }
        descriptor(fd, kind, NONE);
        if (previous != fd) {
            descriptor(previous, previousKind, fd);
        }
    }

    /** Null if this thread is inside a handler: what a handler does is nobody's resource, and must not recur. */
    private static int[] enter() {
        int[] state = STATE.get();
        if (state == null) {
            state = new int[] {0, NONE};
            STATE.set(state);
        }
        if (state[BUSY] != 0) {
            return null;
        }
        state[BUSY] = 1;
        return state;
    }

    /** A test that runs out of stack or heap brings the handler down with it; that says nothing about the handler. */
    private static boolean isHandlersFault(Throwable failure) {
        return !(failure instanceof VirtualMachineError);
    }

    private static void report(Object handler, Throwable failure) {
        System.err.println("[LeakCheck] a hook failed and is off from now on, some creation sites will be missing: "
                .concat(String.valueOf(handler))
                .concat(": ")
                .concat(String.valueOf(failure)));
    }
}
