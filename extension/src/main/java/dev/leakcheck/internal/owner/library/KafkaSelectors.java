package dev.leakcheck.internal.owner.library;

import dev.leakcheck.Resource;
import java.nio.channels.Selector;
import java.util.Collection;

/** The selector that each client of Kafka has, with its connections, whichever call of the client's opens them. */
final class KafkaSelectors extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "connections of a Kafka client";
    }

    @Override
    public boolean isStopped(Object owner) {
        return read(owner, "nioSelector") instanceof Selector selector && !selector.isOpen();
    }

    @Override
    public Collection<?> parts(Object owner) {
        return withChannels(read(owner, "nioSelector"));
    }

    @Override
    public String remedy(Object owner) {
        return "close() the Kafka client before the test ends";
    }

    @Override
    public Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }
}
