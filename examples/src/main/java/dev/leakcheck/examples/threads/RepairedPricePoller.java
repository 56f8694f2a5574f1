package dev.leakcheck.examples.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Asks for the price again and again, until it is closed. */
public final class RepairedPricePoller implements AutoCloseable {

    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "price-poller"));
    private final DoubleSupplier source;
    private volatile double price = Double.NaN;

    public RepairedPricePoller(DoubleSupplier source) {
        this.source = source;
    }

    /** Begins to poll. */
    public void start() {
        scheduler.scheduleWithFixedDelay(() -> price = source.getAsDouble(), 0, 1, TimeUnit.MINUTES);
    }

    /** The last known price. */
    public double price() {
        return price;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
