package dev.leakcheck.examples.streams;

import java.io.BufferedReader;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Reads the title of the release notes through a reader that nobody closes, and so nobody closes the response. */
public final class ReleaseNotes {

    private final OkHttpClient client;

    public ReleaseNotes(OkHttpClient client) {
        this.client = client;
    }

    /** The first line. */
    public String title(HttpUrl notes) throws IOException {
        Request request = new Request.Builder().url(notes).build();
        BufferedReader lines =
                new BufferedReader(client.newCall(request).execute().body().charStream());
        return lines.readLine(); // leaks: the reader is all that is left of the response, and is dropped
    }
}
