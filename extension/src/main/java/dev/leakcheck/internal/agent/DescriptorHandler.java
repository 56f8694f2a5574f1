package dev.leakcheck.internal.agent;

import java.util.function.LongBinaryOperator;

/** Descriptor numbers; kind and leader arrive packed, since {@code java.util.function} has nothing for three ints. */
final class DescriptorHandler implements LongBinaryOperator {

    private static final DescriptorKind[] KINDS = DescriptorKind.values();

    private final AgentEvents events;

    DescriptorHandler(AgentEvents events) {
        this.events = events;
    }

    @Override
    public long applyAsLong(long fd, long kindAndLeader) {
        events.descriptorOpened((int) fd, KINDS[(int) (kindAndLeader >>> 32)], (int) kindAndLeader);
        return 0;
    }

    @Override
    public String toString() {
        return "DESCRIPTOR_OPENED";
    }
}
