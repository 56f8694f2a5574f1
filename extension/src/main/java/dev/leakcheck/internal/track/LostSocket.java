package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.net.Socket;

/**
 * A socket that the JDK made for itself, to connect it, and does not close where the name of the host is unknown: whoever asked
 * got an exception and nothing to close. The garbage collector closes it. Seen on JDK 17, for TLS, FTP and LDAP; later ones close
 * it themselves.
 */
public enum LostSocket {
    /** What such a socket lives by. */
    LOST;

    /** Why nobody answers for it. */
    public static final String REASON =
            "the JDK lost it: the host was unknown, and who asked for a connection got nothing to close";

    /** Whether nobody but the JDK has the socket that was opened. */
    static boolean isLost(Opening opening) {
        StackTraceElement called = Site.api(opening.origin().stack());
        return called != null && !isOfSocket(called);
    }

    /** Whoever calls a method of a socket has it. A constructor of one closes what it opened. */
    private static boolean isOfSocket(StackTraceElement frame) {
        try {
            return Socket.class.isAssignableFrom(Class.forName(frame.getClassName(), false, null));
        } catch (ClassNotFoundException | LinkageError notOfTheBootLoader) {
            return false;
        }
    }
}
