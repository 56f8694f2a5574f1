package dev.leakcheck.examples.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks whether a release is there, and for nothing else. */
public final class RepairedReleaseCheck {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RepairedReleaseCheck() {}

    /** Whether there is such a file. */
    public static boolean isPublished(URI file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(file)
                .method("HEAD", BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }
}
