package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads prices, and closes the response whatever the parser says. */
public final class RepairedPriceFeed {

    private final OkHttpClient client;

    public RepairedPriceFeed(OkHttpClient client) {
        this.client = client;
    }

    /** The prices of today. */
    public List<Price> prices(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) {
            return Price.parse(response.body().source());
        }
    }
}
