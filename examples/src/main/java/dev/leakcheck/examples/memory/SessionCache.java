package dev.leakcheck.examples.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers every session that ever was. */
public final class SessionCache {

    // leaks: nothing is ever removed
    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

    private SessionCache() {}

    /** A visitor looks at a page; returns how many these are. */
    public static int view(String visitor, int page) {
        return SESSIONS.computeIfAbsent(visitor, Session::new).view(page);
    }
}
