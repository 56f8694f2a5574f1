package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.os.SocketTable.Socket;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of the system at most once in a look, and only if there is a descriptor to ask for. */
final class Look {

    private final List<LiveDescriptor> all;
    private @Nullable SocketTable sockets;
    private @Nullable Map<Integer, LiveDescriptor> listeners;
    /** Weakly, like the ownership: a look is remembered until the next one, what was dropped since must not be. */
    private @Nullable WeakReference<Map<Integer, Holder>> holders;

    private final LazyOwnership ownership = new LazyOwnership();

    /** A look at these, which may still be added to. */
    Look(List<LiveDescriptor> all) {
        this.all = all;
    }

    /** The listening socket whose port a connected one was accepted at; null if there is none. */
    synchronized @Nullable LiveDescriptor acceptor(LiveDescriptor accepted) {
        Socket socket = tcp(accepted);
        if (socket == null || socket.listening()) {
            return null;
        }
        if (listeners == null) {
            listeners = new HashMap<>();
            for (LiveDescriptor each : all) {
                Socket listener = tcp(each);
                if (listener != null && listener.listening()) {
                    listeners.put(listener.localPort(), each);
                }
            }
        }
        return listeners.get(socket.localPort());
    }

    private @Nullable Socket tcp(LiveDescriptor descriptor) {
        long inode = SocketTable.inode(descriptor.link());
        Socket socket = inode < 0 ? null : sockets().find(inode);
        return socket != null && socket.protocol() == SocketTable.Protocol.TCP ? socket : null;
    }

    synchronized SocketTable sockets() {
        if (sockets == null) {
            sockets = new SocketTable();
        }
        return sockets;
    }

    /** With which directory a walk began; null if that is unknown. */
    @Nullable Opening beginningOfWalk(LiveDescriptor passed, Opening opening) {
        return TreeWalk.beginning(passed, opening, all);
    }

    /** Whose thread this is; null if it stands alone. */
    @Nullable Keeper keeper(@Nullable Thread thread) {
        return ownership.get().of(thread);
    }

    /** Who keeps it; null if nobody that is known. */
    @Nullable Keeper keeper(int fd) {
        return ownership.get().descriptors().get(fd);
    }

    synchronized @Nullable Holder holder(int fd) {
        Map<Integer, Holder> known = holders == null ? null : holders.get();
        if (known == null) {
            known = DescriptorHolders.byDescriptor();
            holders = new WeakReference<>(known);
        }
        return known.get(fd);
    }
}
