package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Loads pictures in the background, and drops what turns out to be none. */
public final class AvatarLoader {

    private final OkHttpClient client;

    public AvatarLoader(OkHttpClient client) {
        this.client = client;
    }

    /** The picture, as soon as it is there. */
    public CompletableFuture<byte[]> load(HttpUrl url) {
        CompletableFuture<byte[]> avatar = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                if (!"image/png".equals(response.header("Content-Type"))) {
                    avatar.completeExceptionally(new IOException("no picture"));
                    return; // leaks: the callback owns the response, and does not close it here
                }
                avatar.complete(response.body().bytes());
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                avatar.completeExceptionally(failure);
            }
        });
        return avatar;
    }
}
