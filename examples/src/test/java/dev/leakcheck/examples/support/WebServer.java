package dev.leakcheck.examples.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A web server with a few resources, up while the tests of a class run. */
public final class WebServer implements BeforeAllCallback, AfterAllCallback {

    private final Map<String, MockResponse> resources = new ConcurrentHashMap<>();
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();
    private MockWebServer server;

    /** Adds a resource. */
    public WebServer with(String path, MockResponse.Builder response) {
        resources.put(path, response.build());
        return this;
    }

    /** Adds a large file, of which a part can be had; one megabyte again and again, which takes no more memory than one. */
    public WebServer withFile(String path, int megabytes) {
        Buffer megabyte = new Buffer().write(new byte[1 << 20]);
        Buffer file = new Buffer();
        for (int i = 0; i < megabytes; i++) {
            megabyte.copyTo(file, 0, megabyte.size());
        }
        files.put(path, file);
        return this;
    }

    /** The address of a resource. */
    public HttpUrl url(String path) {
        return server.url(path);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        Buffer file = files.get(request.getUrl().encodedPath());
        if (file != null) {
            return part(file, request.getHeaders().get("Range"));
        }
        MockResponse found = resources.get(request.getUrl().encodedPath());
        if (found == null) {
            return new MockResponse.Builder().code(404).build();
        }
        return request.getMethod().equals("HEAD") ? head(found) : found;
    }

    /** Shares the bytes of the file. */
    private static MockResponse part(Buffer file, String range) {
        long from = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
        Buffer part = new Buffer();
        file.copyTo(part, from, file.size() - from);
        return new MockResponse.Builder()
                .code(range == null ? 200 : 206)
                .body(part)
                .build();
    }

    private static MockResponse head(MockResponse response) {
        return new MockResponse.Builder()
                .code(response.getCode())
                .headers(response.getHeaders())
                .build();
    }
}
