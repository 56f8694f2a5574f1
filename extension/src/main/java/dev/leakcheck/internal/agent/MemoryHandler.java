package dev.leakcheck.internal.agent;

import java.util.function.ObjLongConsumer;

/** Direct memory that was reserved. */
final class MemoryHandler implements ObjLongConsumer<Object> {

    private final AgentEvents events;

    MemoryHandler(AgentEvents events) {
        this.events = events;
    }

    @Override
    public void accept(Object deallocator, long bytes) {
        events.directMemoryReserved(deallocator, bytes);
    }

    @Override
    public String toString() {
        return "DIRECT_MEMORY_RESERVED";
    }
}
