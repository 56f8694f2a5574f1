package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Fetches many orders at once, and forgets those that the shop is too busy for. */
public final class OrderSync {

    private final OkHttpClient client;
    private final HttpUrl shop;

    public OrderSync(OkHttpClient client, HttpUrl shop) {
        this.client = client;
        this.shop = shop;
    }

    /** Fetches the orders from 1 to a number; returns how many there were. */
    public int fetch(int orders) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = IntStream.rangeClosed(1, orders)
                    .<Callable<Boolean>>mapToObj(order -> () -> fetchOne(order))
                    .toList();
            int fetched = 0;
            for (Future<Boolean> call : workers.invokeAll(calls)) {
                fetched += call.get() ? 1 : 0;
            }
            return fetched;
        } finally {
            workers.shutdown();
        }
    }

    private boolean fetchOne(int order) throws IOException {
        Request request = new Request.Builder()
                .url(shop.newBuilder().addPathSegment("" + order).build())
                .header("X-Request-Id", "order-" + order)
                .build();
        Response response = client.newCall(request).execute();
        if (response.code() == 503) {
            return false; // leaks: which of the many requests was it?
        }
        response.close();
        return true;
    }
}
