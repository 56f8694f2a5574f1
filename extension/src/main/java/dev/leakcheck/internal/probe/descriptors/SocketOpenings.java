package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.agent.DescriptorKind;
import dev.leakcheck.internal.jdk.SocketFamily;
import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.os.SocketTable.Protocol;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Whether what Java code opened can be a socket that the kernel's tables tell of: one that was made to listen has no other
     * end, one that was made to connect or was accepted does not listen, and a datagram is no stream. Else native code has the
     * number by now.
     *
     * @param now null if no table has it
     */
    static boolean canBe(Opening opening, SocketTable.@Nullable Socket now) {
        if (now == null || now.protocol() == Protocol.UNIX) {
            return true;
        }
        return switch (use(opening)) {
            case LISTENING -> now.protocol() == Protocol.TCP && now.remote().isEmpty();
            case CONNECTED -> now.protocol() == Protocol.TCP && !now.listening();
            case DATAGRAM -> now.protocol() == Protocol.UDP;
            case UNKNOWN -> true;
        };
    }

    private enum Use {
        LISTENING,
        CONNECTED,
        DATAGRAM,
        UNKNOWN
    }

    private static Use use(Opening opening) {
        if (opening.kind() == DescriptorKind.INTERNET_SOCKET) {
            return Use.CONNECTED;
        }
        boolean made = false;
        for (StackTraceElement frame : opening.origin().stack()) {
            String method = frame.getClassName() + '.' + frame.getMethodName();
            if (method.equals("sun.nio.ch.Net.serverSocket")) {
                return Use.LISTENING;
            }
            boolean makes = method.equals("sun.nio.ch.Net.socket"); // Twice, where one calls the other.
            if (made && !makes) {
                return frame.getClassName().contains("Datagram") ? Use.DATAGRAM : Use.CONNECTED;
            }
            if (!makes && !method.equals("sun.nio.ch.IOUtil.newFD")) {
                return Use.UNKNOWN;
            }
            made = makes;
        }
        return Use.UNKNOWN;
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
