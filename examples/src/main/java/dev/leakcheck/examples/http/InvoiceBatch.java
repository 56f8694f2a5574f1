package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Adds invoices up, and closes each of them, but only after the last one was read. */
public final class InvoiceBatch {

    private final OkHttpClient client;

    public InvoiceBatch(OkHttpClient client) {
        this.client = client;
    }

    /** The sum of all invoices. */
    public long total(List<HttpUrl> invoices) throws IOException {
        List<Response> responses = new ArrayList<>();
        try {
            long total = 0;
            for (HttpUrl invoice : invoices) {
                Response response = client.newCall(
                                new Request.Builder().url(invoice).build())
                        .execute(); // too many: a connection each, at the same time
                responses.add(response);
                total += Long.parseLong(response.body().source().readUtf8LineStrict());
            }
            return total;
        } finally {
            responses.forEach(Response::close);
        }
    }
}
