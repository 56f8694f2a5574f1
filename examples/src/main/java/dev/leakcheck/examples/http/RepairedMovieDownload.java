package dev.leakcheck.examples.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Saves a movie to a file piece by piece, tells how far it is, and goes on where it was interrupted. */
public final class RepairedMovieDownload {

    private final OkHttpClient client;

    public RepairedMovieDownload(OkHttpClient client) {
        this.client = client;
    }

    /** Saves what a file lacks of a movie; returns its size. */
    public long save(HttpUrl movie, Path file, LongConsumer progress) throws IOException {
        long done = Files.exists(file) ? Files.size(file) : 0;
        Request request = new Request.Builder()
                .url(movie)
                .header("Range", "bytes=" + done + "-")
                .build();
        try (Response response = client.newCall(request).execute()) {
            boolean goesOn = response.code() == 206;
            done = goesOn ? done : 0;
            try (OutputStream out = Files.newOutputStream(
                    file,
                    StandardOpenOption.CREATE,
                    goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
                InputStream in = response.body().byteStream();
                byte[] piece = new byte[64 * 1024];
                for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                    out.write(piece, 0, length);
                    done += length;
                    progress.accept(done);
                }
            }
        }
        return done;
    }
}
