package dev.leakcheck.examples.http;

import java.io.IOException;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks when the rates changed, and closes the response. */
public final class RepairedExchangeRates {

    private final OkHttpClient client;

    public RepairedExchangeRates(OkHttpClient client) {
        this.client = client;
    }

    /** When the rates changed. */
    public Instant lastModified(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).head().build();
        try (Response response = client.newCall(request).execute()) {
            return response.headers().getInstant("Last-Modified");
        }
    }
}
