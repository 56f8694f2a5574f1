package dev.leakcheck.examples.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks whether a release is there by starting to download it. */
public final class ReleaseCheck {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ReleaseCheck() {}

    /** Whether there is such a file. */
    public static boolean isPublished(URI file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(file).build();
        HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
        response.body().close(); // abandons: the rest is still on its way, so the connection is thrown away
        return response.statusCode() == 200;
    }
}
