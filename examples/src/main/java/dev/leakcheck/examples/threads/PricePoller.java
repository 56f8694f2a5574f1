package dev.leakcheck.examples.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Asks for the price again and again, with no way to make it stop. */
public final class PricePoller {

    // leaks: nobody shuts it down
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "price-poller"));
    private final DoubleSupplier source;
    private volatile double price = Double.NaN;

    public PricePoller(DoubleSupplier source) {
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
}
