package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.FIRE_NUMBER;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.SWAP;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.longFieldIfAny;
import static dev.leakcheck.internal.agent.Step.object;

/** Where calls of OkHttp 3 to 5 begin, get their response and end. */
final class OkHttpPoints {

    private OkHttpPoints() {}

    static void addTo(ChokePoints points) {
        calls(points, "okhttp3/internal/connection/RealCall", "run");
        calls(points, "okhttp3/RealCall", "execute"); // Of OkHttp 3, where what runs calls that.
        points.add(entry(
                "okhttp3/internal/connection/Exchange$ResponseBodySource",
                "complete",
                "(Ljava/io/IOException;)Ljava/io/IOException;",
                THIS,
                object(1),
                longFieldIfAny("bytesReceived"),
                hook(Hook.OKHTTP_BODY_COMPLETE),
                FIRE_NUMBER));
    }

    private static void calls(ChokePoints points, String call, String run) {
        points.add(entry(call, "execute", "()Lokhttp3/Response;", THIS, NULL, hook(Hook.OKHTTP_CALL_STARTED), FIRE));
        points.add(entry(call, "enqueue", "(Lokhttp3/Callback;)V", THIS, NULL, hook(Hook.OKHTTP_CALL_STARTED), FIRE));
        // One call's end starts the next one that waits in the dispatcher, whoever had enqueued that.
        TaskPoints.made(points, call.concat("$AsyncCall"));
        TaskPoints.once(points, call.concat("$AsyncCall"), run, "()V");
        // The name carries Kotlin's module suffix, which differs between versions.
        points.add(exit(
                call,
                "getResponseWithInterceptorChain*",
                "()Lokhttp3/Response;",
                DUP,
                THIS,
                SWAP,
                hook(Hook.OKHTTP_RESPONSE),
                FIRE));
    }
}
