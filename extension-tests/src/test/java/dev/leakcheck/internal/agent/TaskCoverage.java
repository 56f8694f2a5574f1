package dev.leakcheck.internal.agent;

import java.io.PrintStream;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs tasks in all the ways that the hooks know, and prints whether they told the truth. */
final class TaskCoverage {

    private final RecordingEvents heard;
    private final PrintStream out;

    private TaskCoverage(RecordingEvents heard, PrintStream out) {
        this.heard = heard;
        this.out = out;
    }

    static void claimAll(RecordingEvents heard, PrintStream out) throws Exception {
        TaskCoverage coverage = new TaskCoverage(heard, out);
        coverage.futureTasks();
        coverage.forkJoin();
        coverage.completers();
        coverage.completions();
        coverage.timers();
    }

    private void futureTasks() {
        FutureTask<?> failing = new FutureTask<>(() -> {
            throw new IllegalStateException("meant");
        });
        failing.run();
        claim("FutureTask that fails", () -> wasRun(failing, 1));
        FutureTask<?> throwing = new FutureTask<>(() -> 1) {
            @Override
            protected void done() {
                throw new IllegalStateException("meant");
            }
        };
        claim("FutureTask whose done() throws", () -> throwsMeant(throwing) && wasRun(throwing, 1));
    }

    private void forkJoin() {
        ForkJoinPool pool = new ForkJoinPool(2);
        ForkJoinTask<?> good = pool.submit(() -> 1);
        good.join();
        ForkJoinTask<?> bad = pool.submit(() -> {
            throw new IllegalStateException("meant");
        });
        bad.quietlyJoin();
        pool.shutdown();
        awaitEnd(pool);
        claim("ForkJoinTask", () -> wasForkedHere(good) && wasRun(good, 1));
        claim("ForkJoinTask that fails", () -> wasForkedHere(bad) && wasRun(bad, 1));
    }

    private void completers() {
        CountedCompleter<?> root = new Completer(null);
        CountedCompleter<?> leaf = new Completer(root);
        claim("a tree of completers by its root", () -> wasForkedHere(root) && heard.countOf("taskForked", leaf) == 0);
        CountedCompleter<?> thrower = new Completer(null) {
            private static final long serialVersionUID = 1L;

            @Override
            public void compute() {
                throw new IllegalStateException("first");
            }

            @Override
            public boolean onExceptionalCompletion(Throwable failure, CountedCompleter<?> caller) {
                throw new IllegalStateException("meant");
            }
        };
        claim(
                "a task out of which its handling of failures throws",
                () -> throwsMeant(thrower::invoke) && wasRun(thrower, 1));
    }

    private void completions() throws Exception {
        CompletableFuture<Integer> source = new CompletableFuture<>();
        CompletableFuture<Integer> both = source.thenApply(n -> n + 1)
                .thenCombine(source, Integer::sum)
                .whenComplete((n, failure) -> {})
                .thenCompose(CompletableFuture::completedFuture);
        CompletableFuture<Void> async = CompletableFuture.supplyAsync(() -> 1).thenRunAsync(() -> {});
        source.complete(1);
        async.get();
        claim(
                "completions are run as what they are",
                () -> both.join() == 3
                        && List.of("UniApply", "BiApply", "UniWhenComplete", "UniCompose", "UniRun").stream()
                                .allMatch(this::completionWasRun));
        claim("AsyncSupply", () -> completionWasRun("AsyncSupply"));
    }

    private boolean completionWasRun(String type) {
        return heard.events.stream()
                .filter(event -> event.name().equals("taskForked")
                        && event.subject().getClass().getSimpleName().equals(type)
                        && event.heardOn() == Thread.currentThread())
                .anyMatch(event -> heard.heard("taskEntered", event.subject()));
    }

    private void timers() throws Exception {
        Timer timer = new Timer(true);
        CountDownLatch twice = new CountDownLatch(2);
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                twice.countDown();
            }
        };
        timer.schedule(tick, 1, 1);
        boolean ticked = twice.await(10, TimeUnit.SECONDS);
        timer.cancel();
        claim(
                "TimerTask",
                () -> ticked && heard.countOf("taskSubmitted", tick) == 1 && heard.countOf("taskStarting", tick) >= 2);
        claim(
                "idle timer",
                () -> heard.events.stream()
                        .anyMatch(event -> event.name().equals("workerIdle")
                                && event.heardOn().getName().startsWith("Timer-")));
    }

    private boolean wasForkedHere(Object task) {
        return heard.events.stream()
                .anyMatch(event -> event.name().equals("taskForked")
                        && event.subject() == task
                        && event.heardOn() == Thread.currentThread());
    }

    private boolean wasRun(Object task, int times) {
        return heard.countOf("taskEntered", task) == times && heard.countOf("taskLeft", task) == times;
    }

    private static boolean throwsMeant(Runnable action) {
        try {
            action.run();
            return false;
        } catch (IllegalStateException failure) {
            return failure.getMessage().equals("meant");
        }
    }

    private static void awaitEnd(ForkJoinPool pool) {
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void claim(String what, BooleanSupplier holds) {
        out.println((holds.getAsBoolean() ? "OK " : "BAD ") + what);
    }

    private static class Completer extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1L;

        Completer(CountedCompleter<?> completer) {
            super(completer);
        }

        @Override
        public void compute() {}
    }
}
