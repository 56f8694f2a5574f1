package dev.leakcheck.internal.agent;

import java.lang.instrument.Instrumentation;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in: once per JVM, never an exception. */
public final class Agent {

    private static volatile boolean active;
    private static @Nullable AgentStatus status;
    private static @Nullable Installation installation;
    private static volatile @Nullable Instrumentation instrumentation;

    private Agent() {}

    /** As {@link #install(AgentEvents, Collection)}, without owners. */
    public static AgentStatus install(AgentEvents events) {
        return install(events, List.of());
    }

    /**
     * Weaves the choke points and reports what passes them. The first call decides; later ones return its outcome and
     * leave its listener in place.
     *
     * @param ownerTypes the names of the classes whose instances are owners
     */
    public static synchronized AgentStatus install(AgentEvents events, Collection<String> ownerTypes) {
        AgentStatus known = status();
        if (known != null) {
            return known;
        }
        AgentStatus outcome;
        try {
            Instrumentation obtained = Attachment.get();
            instrumentation = obtained;
            Installation attempt = new Installation(obtained, ownerTypes);
            outcome = attempt.start(events);
            installation = outcome.active() ? attempt : null;
        } catch (Attachment.Refused refused) {
            outcome = AgentStatus.inactive(String.valueOf(refused.getMessage()), refused.remedy());
        } catch (Throwable failure) { // Be it the listener's own: tests must start in any case.
            outcome = AgentStatus.inactive("weaving failed: " + failure, Attachment.javaAgentRemedy());
        }
        status = outcome;
        active = outcome.active();
        return outcome;
    }

    /** The outcome of {@link #install}, with the choke points found missing since; null before. */
    public static synchronized @Nullable AgentStatus status() {
        return installation == null ? status : AgentStatus.active(installation.missing());
    }

    /** To be called when tests begin, if classes were being loaded on other threads while it was installed. */
    public static synchronized void weaveMissed() {
        Installation active = installation;
        if (active != null) {
            try {
                active.weaveMissed();
            } catch (RuntimeException | LinkageError failure) {
                // What was missed stays so.
            }
        }
    }

    /** Lets go of the listener, so that another class loader's LeakCheck may install its own in this JVM. */
    public static synchronized void release() {
        Installation active = installation;
        if (active != null) {
            installation = null;
            status = null;
            Agent.active = false;
            try {
                active.stop();
            } catch (ReflectiveOperationException | RuntimeException ignored) {
                // The hooks hold on to a listener that nobody asks any more.
            }
        }
    }

    /** Whether the hooks are in; cheap. */
    public static boolean isActive() {
        return active;
    }

    /** The JVM's Instrumentation, if {@code -javaagent} gave it or {@link #install} got it; attaches nothing itself. */
    public static @Nullable Instrumentation instrumentation() {
        Instrumentation obtained = instrumentation;
        if (obtained != null) {
            return obtained;
        }
        try {
            return Attachment.given();
        } catch (LinkageError noInstrumentModule) {
            return null;
        }
    }
}
