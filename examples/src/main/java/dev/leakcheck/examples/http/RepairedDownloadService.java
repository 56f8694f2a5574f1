package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Downloads reports, and closes the response on every path. */
public final class RepairedDownloadService {

    private final OkHttpClient client;

    public RepairedDownloadService(OkHttpClient client) {
        this.client = client;
    }

    /** The report, or nothing if there is none. */
    public Optional<byte[]> download(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) {
            return response.isSuccessful() ? Optional.of(response.body().bytes()) : Optional.empty();
        }
    }
}
