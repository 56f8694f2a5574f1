package dev.leakcheck.examples.http;

import java.io.IOException;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks when the rates changed, and forgets that a response has a body even if only its head matters. */
public final class ExchangeRates {

    private final OkHttpClient client;

    public ExchangeRates(OkHttpClient client) {
        this.client = client;
    }

    /** When the rates changed. */
    public Instant lastModified(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        Response response = client.newCall(request).execute(); // leaks: nobody closes the response
        return response.headers().getInstant("Last-Modified");
    }
}
