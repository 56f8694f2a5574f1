package dev.leakcheck.examples.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Saves a movie to a file, all of it at once. */
public final class MovieDownload {

    private final OkHttpClient client;

    public MovieDownload(OkHttpClient client) {
        this.client = client;
    }

    /** Saves a movie; returns its size. */
    public long save(HttpUrl movie, Path file) throws IOException {
        Request request = new Request.Builder().url(movie).build();
        try (Response response = client.newCall(request).execute()) {
            return Files.write(file, response.body().bytes()) // too much: the whole movie is in memory, twice
                    .toFile()
                    .length();
        }
    }
}
