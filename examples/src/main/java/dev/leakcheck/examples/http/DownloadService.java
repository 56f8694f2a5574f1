package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Downloads reports, and forgets the response when the server says no. */
public final class DownloadService {

    private final OkHttpClient client;

    public DownloadService(OkHttpClient client) {
        this.client = client;
    }

    /** The report, or nothing if there is none. */
    public Optional<byte[]> download(HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        Response response = client.newCall(request).execute();
        if (!response.isSuccessful()) {
            return Optional.empty(); // leaks: nobody closes the response on this path
        }
        try (response) {
            return Optional.of(response.body().bytes());
        }
    }
}
