package dev.leakcheck.internal.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** The woven JVM. */
final class Installation {

    private final Instrumentation instrumentation;
    private final BootHooks hooks;
    private final DescriptorNumbers numbers;
    private final Transformer transformer;

    /** Defines the hooks; nothing calls them yet. */
    Installation(Instrumentation instrumentation, Iterable<String> ownerTypes)
            throws IOException, ReflectiveOperationException {
        this.instrumentation = instrumentation;
        this.hooks = BootHooks.define(instrumentation);
        Modules.openBy(hooks.opener());
        this.numbers = new DescriptorNumbers();
        this.transformer = new Transformer(new ChokePoints(ownerTypes), new JdbcWeaving(hooks));
    }

    AgentStatus start(AgentEvents events) throws IOException, ReflectiveOperationException {
        SelfProof proof = new SelfProof(events, numbers);
        proof.rehearse();
        Witness witness = new Witness(events);
        Object holder = hooks.install(this, witness, numbers);
        if (holder != this) {
            return AgentStatus.inactive(
                    "another LeakCheck, loaded by " + loaderOf(holder) + ", holds this JVM's hooks",
                    "keep a single copy of LeakCheck, on the test class path");
        }
        String silent;
        try {
            weave();
            silent = proof.findSilentHook(witness);
        } catch (RuntimeException | LinkageError | IOException failure) {
            stop();
            throw failure;
        }
        if (silent != null) {
            stop();
            return AgentStatus.inactive(
                    "the woven hooks did not fire on " + silent + " " + missing(),
                    "run on a supported JDK, or report this with the output of java -version");
        }
        hooks.install(this, events, numbers);
        return AgentStatus.active(missing());
    }

    /** Woven code stays, and finds no handlers. */
    void stop() throws ReflectiveOperationException {
        instrumentation.removeTransformer(transformer);
        hooks.release(this);
    }

    List<String> missing() {
        return transformer.missing();
    }

    /** Those loaded already; the others are woven as they come. */
    private void weave() {
        instrumentation.addTransformer(transformer, true);
        weaveMissed();
    }

    /** Weaves what is there and has not come by; later what was just being loaded when weaving began. */
    void weaveMissed() {
        Class<?>[] loaded =
                transformer.notMet(instrumentation.getAllLoadedClasses()).toArray(new Class<?>[0]);
        if (loaded.length > 0 && !retransform(loaded)) {
            for (Class<?> one : loaded) { // One that the JVM refuses must not take the others along.
                if (!retransform(one)) {
                    transformer.missed(one.getName());
                }
            }
        }
    }

    private boolean retransform(Class<?>... classes) {
        try {
            instrumentation.retransformClasses(classes);
            return true;
        } catch (java.lang.instrument.UnmodifiableClassException | RuntimeException | LinkageError refused) {
            return false;
        }
    }

    private static String loaderOf(Object holder) {
        return String.valueOf(holder.getClass().getClassLoader());
    }
}
