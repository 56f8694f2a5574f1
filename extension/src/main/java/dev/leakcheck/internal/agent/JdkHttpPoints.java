package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.atEnd;
import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.REPLACE;
import static dev.leakcheck.internal.agent.Step.SWAP;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.cast;
import static dev.leakcheck.internal.agent.Step.field;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;
import static dev.leakcheck.internal.agent.Step.replacement;
import static dev.leakcheck.internal.agent.Step.store;

/** Where requests of java.net.http begin, on the caller's thread, and the objects by which the client knows them. */
final class JdkHttpPoints {

    private static final String CLIENT = "jdk/internal/net/http/";
    private static final String HANDLER = "java/net/http/HttpResponse$BodyHandler";
    private static final String SUBSCRIBER = "java/net/http/HttpResponse$BodySubscriber";

    private JdkHttpPoints() {}

    static void addTo(ChokePoints points) {
        // Every send and sendAsync comes through here, the opening handshake of a web socket too.
        points.add(entry(
                CLIENT.concat("HttpClientImpl"),
                "sendAsync",
                "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
                        .concat("Ljava/net/http/HttpResponse$PushPromiseHandler;Ljava/util/concurrent/Executor;)")
                        .concat("Ljava/util/concurrent/CompletableFuture;"),
                object(2),
                object(1),
                replacement(Replacement.JDK_HTTP_HANDLER),
                REPLACE,
                cast(HANDLER),
                store(2)));
        // The client runs its own subscribers on its own threads and others on the executor: ours must change nothing.
        points.add(entry(
                CLIENT.concat("ResponseSubscribers$TrustedSubscriber"),
                "needsExecutor",
                "(Ljava/net/http/HttpResponse$BodySubscriber;)Z",
                object(0),
                NULL,
                replacement(Replacement.JDK_HTTP_SUBSCRIBER),
                REPLACE,
                cast(SUBSCRIBER),
                store(0)));
        String exchange = CLIENT.concat("MultiExchange");
        points.add(exit(exchange, "<init>", ANY, object(4), THIS, hook(Hook.JDK_HTTP_EXCHANGE), FIRE));
        points.add(exit(
                exchange,
                "responseAsync",
                "(Ljava/util/concurrent/Executor;)Ljava/util/concurrent/CompletableFuture;",
                DUP,
                THIS,
                field("responseHandler", "Ljava/net/http/HttpResponse$BodyHandler;"),
                SWAP,
                hook(Hook.JDK_HTTP_RESULT),
                FIRE));
        points.add(exit(
                CLIENT.concat("websocket/WebSocketImpl"),
                "<init>",
                ANY,
                THIS,
                NULL,
                hook(Hook.JDK_WEB_SOCKET_OPENED),
                FIRE));
        buffers(points);
    }

    /** What comes or goes piece by piece needs a new buffer for each piece, on whatever thread, the caller's too. */
    private static void buffers(ChokePoints points) {
        String utils = CLIENT.concat("common/Utils");
        String get = "()Ljava/nio/ByteBuffer;";
        points.add(entry(utils, "getBuffer", get, NULL, NULL, hook(Hook.JDK_HTTP_BUFFERING), FIRE));
        points.add(exit(utils, "getBuffer", get, NULL, NULL, hook(Hook.JDK_HTTP_BUFFERED), FIRE));
        crypt(points, "Reader", "unwrapBuffer");
        crypt(points, "Writer", "wrapBuffers");
    }

    private static void crypt(ChokePoints points, String direction, String method) {
        String type = CLIENT.concat("common/SSLFlowDelegate$").concat(direction);
        points.add(entry(type, method, ANY, THIS, NULL, hook(Hook.JDK_HTTP_BUFFERING), FIRE));
        points.add(atEnd(type, method, ANY, THIS, NULL, hook(Hook.JDK_HTTP_BUFFERED), FIRE));
    }
}
