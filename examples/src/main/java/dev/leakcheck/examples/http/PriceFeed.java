package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads prices, and closes the response only if all of them are numbers. */
public final class PriceFeed {

    private final OkHttpClient client;

    public PriceFeed(OkHttpClient client) {
        this.client = client;
    }

    /** The prices of today. */
    public List<Price> prices(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        Response response = client.newCall(request).execute();
        List<Price> prices = Price.parse(response.body().source());
        response.close(); // leaks: not reached if a line cannot be parsed
        return prices;
    }
}
