package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.SWAP;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;

/** Where exchanges of Apache HttpClient 5 get a connection, send, get their response and close its body. */
final class ApachePoints {

    private static final String CLIENT = "org/apache/hc/client5/http/impl/";

    private ApachePoints() {}

    static void addTo(ChokePoints points) {
        String runtime = CLIENT.concat("classic/InternalExecRuntime");
        points.add(exit(
                runtime, "acquireEndpoint", ChokePoint.ANY, THIS, object(2), hook(Hook.APACHE_CALL_STARTED), FIRE));
        // 5.6 has a second one, to which the first delegates: the same is told twice.
        points.add(entry(runtime, "execute", ChokePoint.ANY, THIS, object(2), hook(Hook.APACHE_REQUEST), FIRE));
        points.add(exit(runtime, "execute", ChokePoint.ANY, DUP, THIS, SWAP, hook(Hook.APACHE_RESPONSE), FIRE));
        String body = CLIENT.concat("classic/ResponseEntityProxy");
        closing(points, body, "streamClosed", "(Ljava/io/InputStream;)Z");
        closing(points, body, "close", "()V");
        asynchronous(points, "async/InternalHttpAsyncExecRuntime");
        asynchronous(points, "async/InternalH2AsyncExecRuntime");
        handler(points, "async/HttpAsyncMainClientExec$1");
        handler(points, "async/H2AsyncMainClientExec$1");
        pool(points, "io/PoolingHttpClientConnectionManager");
        pool(points, "io/BasicHttpClientConnectionManager");
    }

    private static void closing(ChokePoints points, String body, String method, String descriptor) {
        points.add(entry(body, method, descriptor, THIS, NULL, hook(Hook.APACHE_BODY_CLOSING), FIRE));
    }

    private static void asynchronous(ChokePoints points, String runtime) {
        points.add(entry(
                CLIENT.concat(runtime),
                "acquireEndpoint",
                ChokePoint.ANY,
                THIS,
                object(4),
                hook(Hook.APACHE_CALL_STARTED),
                FIRE));
        // The callback knows whether the user has cancelled the exchange.
        points.add(exit(
                CLIENT.concat(runtime),
                "acquireEndpoint",
                ChokePoint.ANY,
                THIS,
                object(5),
                hook(Hook.APACHE_REQUEST),
                FIRE));
        points.add(entry(
                CLIENT.concat(runtime), "execute", ChokePoint.ANY, THIS, object(2), hook(Hook.APACHE_EXCHANGE), FIRE));
    }

    /** Its own class that hands on to the user's consumer what has come. */
    private static void handler(ChokePoints points, String type) {
        String handler = CLIENT.concat(type);
        TaskPoints.around(points, handler, "consumeResponse", ChokePoint.ANY);
        TaskPoints.around(points, handler, "consume", ChokePoint.ANY);
        TaskPoints.around(points, handler, "streamEnd", ChokePoint.ANY);
    }

    private static void pool(ChokePoints points, String manager) {
        points.add(exit(
                CLIENT.concat(manager), "<init>", ChokePoint.ANY, THIS, NULL, hook(Hook.APACHE_POOL_CREATED), FIRE));
    }
}
