package dev.leakcheck.examples.streams;

import java.io.BufferedReader;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads the title of the release notes, and closes the response, whatever was wrapped around it. */
public final class RepairedReleaseNotes {

    private final OkHttpClient client;

    public RepairedReleaseNotes(OkHttpClient client) {
        this.client = client;
    }

    /** The first line. */
    public String title(HttpUrl notes) throws IOException {
        Request request = new Request.Builder().url(notes).build();
        try (Response response = client.newCall(request).execute()) {
            return new BufferedReader(response.body().charStream()).readLine();
        }
    }
}
