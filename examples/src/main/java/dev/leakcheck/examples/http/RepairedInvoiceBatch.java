package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Adds invoices up, and closes each of them before the next one. */
public final class RepairedInvoiceBatch {

    private final OkHttpClient client;

    public RepairedInvoiceBatch(OkHttpClient client) {
        this.client = client;
    }

    /** The sum of all invoices. */
    public long total(List<HttpUrl> invoices) throws IOException {
        long total = 0;
        for (HttpUrl invoice : invoices) {
            Request request = new Request.Builder().url(invoice).build();
            try (Response response = client.newCall(request).execute()) {
                total += Long.parseLong(response.body().source().readUtf8LineStrict());
            }
        }
        return total;
    }
}
