package dev.leakcheck.examples.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the sessions that were used last. */
public final class RepairedSessionCache {

    private static final int LARGEST = 32;
    private static final Map<String, Session> SESSIONS = new Recent();

    private RepairedSessionCache() {}

    /** A visitor looks at a page; returns how many these are. */
    public static int view(String visitor, int page) {
        synchronized (SESSIONS) {
            return SESSIONS.computeIfAbsent(visitor, Session::new).view(page);
        }
    }

    private static final class Recent extends LinkedHashMap<String, Session> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(LARGEST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > LARGEST;
        }
    }
}
