package dev.leakcheck.benchmarks.operations;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** The forked side: calls a server in the same JVM over the loopback, from as deep a stack as tests have. */
final class CallsMain {

    static final String[] NAMES = {
        "call of OkHttp: wall µs",
        "call of java.net.http: wall µs",
        "call of HttpURLConnection: wall µs",
        "call of Apache HttpClient 5: wall µs"
    };

    private static final int DEPTH = 60;
    private static final int BATCH = 1000;
    private static final int WARM_UP = 6;
    private static final int BATCHES = 9;
    private static final byte[] BODY = new byte[1024];

    private CallsMain() {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Else each response waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Installed.ifOn(arguments[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        Work[] clients = {okHttp(uri), jdk(uri), urlConnection(uri), apache(uri)};
        double[][] micros = new double[clients.length][BATCHES];
        for (int batch = -WARM_UP; batch < BATCHES; batch++) {
            for (int i = 0; i < clients.length; i++) {
                double each = deep(DEPTH, clients[i]);
                if (batch >= 0) {
                    micros[i][batch] = each;
                }
            }
        }
        System.out.println(OperationsBenchmark.MARK
                + IntStream.range(0, clients.length)
                        .mapToObj(i -> String.valueOf(median(micros[i])))
                        .collect(Collectors.joining(" ")));
        System.exit(0);
    }

    private static Work okHttp(URI uri) {
        OkHttpClient client = new OkHttpClient();
        Request request = new Request.Builder().url(uri.toString()).build();
        return () -> {
            try (Response response = client.newCall(request).execute()) {
                response.body().bytes();
            }
        };
    }

    private static Work jdk(URI uri) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return () -> {
            try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                body.readAllBytes();
            }
        };
    }

    private static Work urlConnection(URI uri) {
        return () -> {
            try (InputStream body = uri.toURL().openStream()) {
                body.readAllBytes();
            }
        };
    }

    private static Work apache(URI uri) {
        CloseableHttpClient client = HttpClients.createDefault();
        return () -> client.execute(
                new HttpGet(uri), response -> response.getEntity().getContent().readAllBytes());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double deep(int levels, Work work) throws IOException, InterruptedException {
        if (levels > 0) {
            return deep(levels - 1, work);
        }
        long began = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            work.run();
        }
        return (System.nanoTime() - began) / 1e3 / BATCH;
    }
}
