package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;

/** Where a HttpURLConnection gets its connection and its response, HTTPS included. */
final class UrlConnectionPoints {

    private UrlConnectionPoints() {}

    static void addTo(ChokePoints points) {
        String connection = "sun/net/www/protocol/http/HttpURLConnection";
        points.add(exit(connection, "plainConnect0", "()V", THIS, NULL, hook(Hook.URL_CONNECTED), FIRE));
        // Slot 1 is the connection, whose inner class it is.
        points.add(exit(
                connection.concat("$HttpInputStream"), "<init>", ANY, object(1), THIS, hook(Hook.URL_RESPONDED), FIRE));
    }
}
