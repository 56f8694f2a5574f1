package dev.leakcheck.internal.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** A class that is being loaded, on another thread, while weaving begins. */
final class MissedMain {

    private MissedMain() {}

    /** What is being loaded. */
    static final class Loading {}

    public static void main(String[] arguments) throws Exception {
        String name = MissedMain.class.getName() + "$Loading";
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch woven = new CountDownLatch(1);
        Instrumentation instrumentation = Objects.requireNonNull(LeakCheckAgent.instrumentation());
        instrumentation.addTransformer(new Slow(name.replace('.', '/'), begun, woven), true);
        Thread loading = new Thread(() -> load(name));
        loading.start();
        begun.await();
        RecordingEvents events = new RecordingEvents();
        System.out.println("ACTIVE " + Agent.install(events, List.of(name)).active());
        woven.countDown();
        loading.join();
        System.out.println("HEARD " + isHeard(events));
        Agent.weaveMissed();
        System.out.println("THEN HEARD " + isHeard(events));
    }

    private static void load(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static boolean isHeard(RecordingEvents events) {
        Object made = new Loading();
        return events.heard("ownerCreated", made);
    }

    private record Slow(String className, CountDownLatch begun, CountDownLatch woven) implements ClassFileTransformer {

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
            if (className.equals(name) && redefined == null) {
                begun.countDown();
                try {
                    woven.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            }
            return null;
        }
    }
}
