package dev.leakcheck.internal.agent;

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Many threads open and close; the last one heard of under a number must be the one that holds it. */
final class ConcurrencyMain {

    private static final AtomicReferenceArray<Thread> OPENERS = new AtomicReferenceArray<>(4096);

    private ConcurrencyMain() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("STATUS "
                + Agent.install(new RecordingEvents() {
                    @Override
                    public void descriptorOpened(int fd, DescriptorKind kind, int leader) {
                        OPENERS.set(fd, Thread.currentThread());
                    }
                }));
        DescriptorNumbers numbers = new DescriptorNumbers();
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 5_000; n++) {
                    try (FileInputStream file = new FileInputStream("/dev/null")) {
                        if (OPENERS.get(numbers.of(file.getFD())) != Thread.currentThread()) {
                            wrong.incrementAndGet();
                        }
                    } catch (java.io.IOException failure) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("WRONG " + wrong);
    }
}
