package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AsyncHttpClient 2 and 3: from its constructor on it has event loops and a timer, unless it was given some. The connections
 * that are idle are its own, whichever request opened them; one that is in use serves that.
 */
final class AsyncHttpClients extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "AsyncHttpClient";
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "closed");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (isSet(owner, "allowStopNettyTimer")) {
            parts.add(read(owner, "nettyTimer"));
        }
        Object manager = read(owner, "channelManager");
        if (manager != null && isSet(manager, "allowReleaseEventLoopGroup")) {
            parts.add(read(manager, "eventLoopGroup"));
        }
        if (read(manager, "channelPool", "partitions") instanceof Map<?, ?> byTarget) {
            for (Object idle : copy(byTarget.values())) {
                copy(idle).forEach(each -> NettyLoops.addChannel(read(each, "channel"), parts));
            }
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the AsyncHttpClient before the test ends";
    }
}
