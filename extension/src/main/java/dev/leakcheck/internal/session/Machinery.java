package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.agent.AgentStatus;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.AgentMode;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.owner.Adapters;
import dev.leakcheck.internal.services.Services;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.VirtualThreads;
import dev.leakcheck.internal.verdict.Ledger;
import dev.leakcheck.spi.LeakProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What there is once in a JVM: the agent, the probes and the ledger. */
public final class Machinery {

    private static final Machinery INSTANCE = new Machinery();

    /** What is missing without the agent. */
    private static final String UNSEEN =
            "Creation sites are unknown, and " + (VirtualThreads.exist() ? "virtual threads, " : "")
                    + "JDBC objects and HTTP bodies are not seen, but for bodies of OkHttp that hold a connection";

    private final Object lock = new Object();
    /** Whether the agent came in while other threads went on. */
    private boolean prepared;

    private final Ledger ledger = new Ledger();
    private final LongAdder spentNanos = new LongAdder();
    private final LastLook lastLook = new LastLook();
    private final LeftOvers leftOvers = new LeftOvers();
    private final PutOffTests putOffTests = new PutOffTests();
    /** Most scopes ask about the same. */
    private final Map<Set<Resource>, ProbeSet> probeSets = new ConcurrentHashMap<>();

    private volatile @Nullable List<GuardedProbe> probes;
    private volatile AgentStatus agent = AgentStatus.inactive("it was not asked for", "");

    private Machinery() {}

    /** The machinery of this JVM. */
    public static Machinery instance() {
        return INSTANCE;
    }

    /**
     * Does what takes longest of {@link #start}, which waits for it: attaches the agent, if it is wanted. Says nothing of what
     * goes wrong.
     */
    public void prepare(Configuration configuration) {
        synchronized (lock) {
            try {
                prepared = install(configuration).active();
            } catch (Throwable again) {
                // The same comes up at the start.
            }
        }
    }

    /**
     * Attaches the agent, if it is wanted and not in yet, and starts the probes.
     *
     * @throws BadConfigurationException if the agent is required and cannot be had
     */
    public void start(Configuration configuration) {
        long began = System.nanoTime();
        synchronized (lock) {
            attach(configuration);
            load();
        }
        spent(System.nanoTime() - began);
    }

    private void attach(Configuration configuration) {
        if (agent.active()) {
            return;
        }
        agent = install(configuration);
        if (prepared) {
            Agent.weaveMissed();
        }
        if (!agent.active()) {
            String line = UNSEEN + ": " + agent.problem() + ". Remedy: " + agent.remedy();
            if (configuration.agent() == AgentMode.REQUIRED) {
                throw new BadConfigurationException(
                        "Configuration parameter '" + ConfigurationKeys.AGENT + "' is 'required'. " + line);
            }
            Notices.once(line);
        }
    }

    /** Once in a JVM; later calls return its outcome. */
    private static AgentStatus install(Configuration configuration) {
        return configuration.agent() == AgentMode.OFF
                ? AgentStatus.inactive(ConfigurationKeys.AGENT + " is off", "set it to auto")
                : Agent.install(Tracker.instance(), Adapters.load());
    }

    private void load() {
        if (probes == null) {
            probes = found();
        }
    }

    private static List<GuardedProbe> found() {
        List<GuardedProbe> loaded = new ArrayList<>();
        Services.load(LeakProbe.class, "A probe", probe -> loaded.add(new GuardedProbe(probe)));
        loaded.forEach(probe -> probe.start(() ->
                Tracker.instance().threads().originHere().without(probe.type().getName())));
        return List.copyOf(loaded);
    }

    /** The probes, after {@link #start}. */
    List<GuardedProbe> probes() {
        List<GuardedProbe> loaded = probes;
        return loaded == null ? List.of() : loaded;
    }

    /** Those of some resources, after {@link #start}. */
    ProbeSet probes(Set<Resource> resources) {
        List<GuardedProbe> loaded = probes;
        return loaded == null
                ? ProbeSet.of(List.of(), resources)
                : probeSets.computeIfAbsent(resources, which -> ProbeSet.of(loaded, which));
    }

    /** Whether creation sites are known. */
    public AgentStatus agent() {
        return agent;
    }

    /** Adds to the time that checking took. */
    void spent(long nanos) {
        spentNanos.add(nanos);
    }

    /** The time that checking took so far, in nanoseconds; of tests that run concurrently, the sum. */
    public long spentNanos() {
        return spentNanos.sum();
    }

    /** What was seen last. */
    LastLook lastLook() {
        return lastLook;
    }

    /** Threads that go on though somebody has answered for them. */
    LeftOvers leftOvers() {
        return leftOvers;
    }

    /** Tests whose direct memory is left to their classes. */
    PutOffTests putOffTests() {
        return putOffTests;
    }

    /** Bodies that hold nothing and are worth knowing of. */
    BodyOutcomes bodyOutcomes() {
        return Tracker.instance().bodyOutcomes();
    }

    /** Who answers for what. */
    Ledger ledger() {
        return ledger;
    }
}
