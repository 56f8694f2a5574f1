package dev.leakcheck.internal.agent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp's calls as the hooks tell of them; prints OK or BAD for each claim. */
final class OkHttpMain {

    private static final RecordingEvents HEARD = new RecordingEvents();

    private OkHttpMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean late = arguments.length > 0 && arguments[0].equals("late");
        OkHttpClient client = late ? new OkHttpClient() : null;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            try (var body = exchange.getResponseBody()) {
                body.write(new byte[100_000]);
            }
        });
        server.start();
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/report")
                .build();
        if (late) { // The classes are there before the hooks.
            client.newCall(request).execute().close();
        }
        System.out.println("STATUS " + Agent.install(HEARD));
        client = late ? client : new OkHttpClient();

        HEARD.clear();
        Call read = client.newCall(request);
        Response response = read.execute();
        claim("one call started", HEARD.countOf("okHttpCallStarted", read) == 1);
        claim(
                "response with its call",
                HEARD.events.stream()
                        .anyMatch(event -> event.name().equals("okHttpResponse")
                                && event.subject() == read
                                && event.detail() == response));
        claim("body not complete", HEARD.first("okHttpBodyComplete") == null);
        response.body().bytes();
        claim(
                "body complete after 100000 bytes",
                HEARD.first("okHttpBodyComplete").detail().equals(100_000L));

        HEARD.clear();
        Response closed = client.newCall(request).execute();
        closed.body().source().readByte();
        closed.close();
        claim("closed early", (long) HEARD.first("okHttpBodyComplete").detail() < 100_000L);

        HEARD.clear();
        Response leaked = client.newCall(request).execute();
        claim(
                "leaked: no completion",
                HEARD.first("okHttpBodyComplete") == null
                        && HEARD.first("okHttpResponse").detail() == leaked);

        HEARD.clear();
        CountDownLatch answered = new CountDownLatch(1);
        Call queued = client.newCall(request);
        queued.enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException failure) {
                answered.countDown();
            }

            @Override
            public void onResponse(Call call, Response given) {
                given.close();
                answered.countDown();
            }
        });
        answered.await();
        List<RecordingEvents.Event> started = HEARD.events.stream()
                .filter(event -> event.name().equals("okHttpCallStarted"))
                .toList();
        claim(
                "enqueue is heard of on the caller's thread",
                started.size() == 1
                        && started.get(0).subject() == queued
                        && started.get(0).heardOn() == Thread.currentThread());
        claim("response of the queued call", HEARD.first("okHttpResponse").subject() == queued);
        System.out.println("MISSING " + Agent.status().missing());
        System.out.println("DONE");
        System.exit(0);
    }

    private static void claim(String name, boolean holds) {
        System.out.println((holds ? "OK " : "BAD ") + name);
    }
}
