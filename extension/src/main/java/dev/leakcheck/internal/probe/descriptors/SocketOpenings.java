package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.agent.DescriptorKind;
import dev.leakcheck.internal.jdk.SocketFamily;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.util.List;

/**
 * Whether what Java code opened as a socket of one family is that still: native code that reuses the number of a closed one
 * must not inherit its site, and two sockets look alike by their links. Asked once of each descriptor, when it is first seen.
 */
final class SocketOpenings {

    private SocketOpenings() {}

    /** Whether a descriptor with this link can be what was opened. */
    static boolean fits(Opening opening, String link) {
        SocketFamily opened = family(opening);
        if (opened == SocketFamily.UNKNOWN) {
            return true;
        }
        if (!DescriptorKind.SOCKET.fits(link)) {
            return false;
        }
        SocketFamily now = SocketFamily.of(opening.fd());
        return now == SocketFamily.UNKNOWN || now == opened;
    }

    private static SocketFamily family(Opening opening) {
        return switch (opening.kind()) {
            case INTERNET_SOCKET -> SocketFamily.OTHER;
            case UNIX_SOCKET -> SocketFamily.UNIX;
            case ANY -> family(opening.origin().stack());
            default -> SocketFamily.UNKNOWN;
        };
    }

    /** By who called {@code IOUtil.newFD}, which serves all kinds: so the hooks need not tell twice of each socket. */
    static SocketFamily family(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            String method = frame.getClassName() + '.' + frame.getMethodName();
            if (!method.equals("sun.nio.ch.IOUtil.newFD")) {
                return switch (method) {
                    case "sun.nio.ch.Net.socket", "sun.nio.ch.Net.serverSocket" -> SocketFamily.OTHER;
                    case "sun.nio.ch.UnixDomainSockets.socket" -> SocketFamily.UNIX;
                    default -> SocketFamily.UNKNOWN;
                };
            }
        }
        return SocketFamily.UNKNOWN;
    }
}
