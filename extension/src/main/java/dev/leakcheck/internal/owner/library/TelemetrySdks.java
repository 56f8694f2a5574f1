package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's SDK, its providers, and what these export by, each of which is shut down with what it was given to. Of what
 * exports in batches it is the work: that lives as long as its thread, which takes notice only when it wakes.
 */
final class TelemetrySdks extends LibraryAdapter {

    private static final List<String> PROVIDERS = List.of("tracerProvider", "meterProvider", "loggerProvider");

    @Override
    public String describe(Object owner) {
        return name(owner) + " of OpenTelemetry";
    }

    private static String name(Object owner) {
        Class<?> around = owner.getClass().getEnclosingClass();
        return (around == null ? owner.getClass() : around).getSimpleName();
    }

    /** Of each version some have some of these. */
    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "isShutdown")
                || isSet(owner, "isClosed")
                || read(owner, "sharedState", "shutdownResult") != null
                || Boolean.FALSE.equals(read(owner, "continueWork"))
                || Boolean.TRUE.equals(Reflect.call(read(owner, "scheduler"), "isShutdown"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        PROVIDERS.forEach(provider -> parts.add(read(owner, provider, "delegate")));
        addProcessor(read(owner, "sharedState", "activeSpanProcessor"), parts);
        addProcessor(read(owner, "sharedState", "logRecordProcessor"), parts);
        copy(read(owner, "registeredReaders")).forEach(reader -> parts.add(read(reader, "metricReader")));
        parts.add(read(owner, "scheduler"));
        if (owner instanceof Runnable work) {
            parts.add(threadOf(work));
        }
        return parts;
    }

    /** One, or several in one. */
    private static void addProcessor(@Nullable Object processor, List<@Nullable Object> parts) {
        parts.add(read(processor, "worker"));
        for (String several : List.of("spanProcessorsAll", "logRecordProcessors")) {
            copy(read(processor, several)).forEach(each -> addProcessor(each, parts));
        }
    }

    /** What runs in a thread does not know it. */
    private static @Nullable Thread threadOf(Runnable work) {
        for (Thread thread : PlatformThreads.live()) {
            if (Runnables.of(thread) == work) {
                return thread;
            }
        }
        return null;
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdown() on the " + name(owner) + " before the test ends, and join(…) what it returns";
    }
}
