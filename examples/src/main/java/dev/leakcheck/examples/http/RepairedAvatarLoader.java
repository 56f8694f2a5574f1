package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Loads pictures in the background, and closes each response in the callback that owns it. */
public final class RepairedAvatarLoader {

    private final OkHttpClient client;

    public RepairedAvatarLoader(OkHttpClient client) {
        this.client = client;
    }

    /** The picture, as soon as it is there. */
    public CompletableFuture<byte[]> load(HttpUrl url) {
        CompletableFuture<byte[]> avatar = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    if (!"image/png".equals(response.header("Content-Type"))) {
                        throw new IOException("no picture");
                    }
                    avatar.complete(response.body().bytes());
                } catch (IOException e) {
                    avatar.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                avatar.completeExceptionally(failure);
            }
        });
        return avatar;
    }
}
