package dev.leakcheck.benchmarks.operations;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.SynchronousQueue;

/** The forked side: hands tasks that do nothing to other threads. */
final class TasksMain {

    static final String[] NAMES = {
        "task of a pool, waited for: CPU ns",
        "stage of a CompletableFuture: CPU ns",
        "task of the common pool, waited for: CPU ns",
        "forked and joined task of a recursion: CPU ns",
        "switch between virtual threads: CPU ns"
    };

    /** Where threads wait for each other. */
    private static final int FEW = 20_000;

    /** The clock of the process ticks every 10 ms only. */
    private static final int MANY = 2_000_000;

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private TasksMain() {}

    public static void main(String[] arguments) throws Exception {
        Installed.ifOn(arguments[0]);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        double submitted = median(FEW, () -> {
            for (int i = 0; i < FEW; i++) {
                pool.submit(TasksMain::i).get();
            }
            return null;
        });
        pool.shutdown();
        double staged = median(MANY, () -> {
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<Integer> source = new CompletableFuture<>();
                CompletableFuture<Integer> stage = source.thenApply(number -> number + 1);
                source.complete(1);
                stage.join();
            }
            return null;
        });
        double supplied = median(FEW, () -> {
            for (int i = 0; i < FEW; i++) {
                CompletableFuture.supplyAsync(TasksMain::i).join();
            }
            return null;
        });
        double forked = median(MANY, () -> ForkJoinPool.commonPool().invoke(new Halves(MANY)));
        double switched = switched();
        System.out.println(
                OperationsBenchmark.MARK + submitted + " " + staged + " " + supplied + " " + forked + " " + switched);
        System.exit(0);
    }

    private static int i() {
        return 1;
    }

    /** Not a number before JDK 21. */
    private static double switched() throws Exception {
        try (AutoCloseable closed = virtualThreads()) {
            ExecutorService threads = (ExecutorService) closed;
            return median(MANY, () -> {
                SynchronousQueue<Integer> queue = new SynchronousQueue<>();
                Future<?> taker = threads.submit(() -> {
                    for (int i = 0; i < MANY; i++) {
                        queue.take();
                    }
                    return null;
                });
                threads.submit(() -> {
                            for (int i = 0; i < MANY; i++) {
                                queue.put(i);
                            }
                            return null;
                        })
                        .get();
                return taker.get();
            });
        } catch (NoSuchMethodException e) {
            return Double.NaN;
        }
    }

    private static AutoCloseable virtualThreads()
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return (AutoCloseable)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static double median(int batch, Callable<?> work) throws Exception {
        double[] nanos = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long began = PROCESS.getProcessCpuTime();
            work.call();
            if (i >= 0) {
                nanos[i] = (PROCESS.getProcessCpuTime() - began) / (double) batch;
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    private static final class Halves extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        private final int count;

        Halves(int count) {
            this.count = count;
        }

        @Override
        protected void compute() {
            if (count > 1) {
                invokeAll(new Halves(count / 2), new Halves(count - count / 2));
            }
        }
    }
}
