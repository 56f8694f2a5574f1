package dev.leakcheck.internal.trend;

import dev.leakcheck.internal.heap.HeapOwner;
import java.util.Map;

/** Test doubles that note down every call, so that a test can ask for it: they grow by design, and end with their class. */
final class Recorders {

    /** The class and the field that keeps the notes. */
    private static final Map<String, String> FIELDS = Map.of(
            "okhttp3.mockwebserver.MockWebServer", "requestQueue",
            "mockwebserver3.MockWebServer", "requestQueue",
            "com.github.tomakehurst.wiremock.verification.InMemoryRequestJournal", "serveEvents");

    private Recorders() {}

    /** Whether most of what a holder has come into are such notes. */
    static boolean hold(HeapOwner owner) {
        return owner.links().stream().anyMatch(link -> link.field().equals(FIELDS.getOrDefault(link.className(), "")));
    }
}
