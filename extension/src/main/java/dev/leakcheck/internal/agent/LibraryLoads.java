package dev.leakcheck.internal.agent;

import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When classes of libraries came to be loaded: what the first to use a library leaves in the static state of its classes
 * may all be the library's own. Two numbers a class, since this stays in the heap that is measured.
 */
public final class LibraryLoads {

    private static final int FEWEST = 1024;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static long[] hashes = new long[FEWEST];
    private static long[] millis = new long[FEWEST];
    private static int size;

    private LibraryLoads() {}

    /** A class is being loaded, its name with slashes; heard of from classes that come from a jar. */
    static void loaded(String name, @Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        URL place = source == null ? null : source.getLocation();
        if (place != null && place.getPath().endsWith(".jar")) {
            add(hash(name), System.currentTimeMillis());
        }
    }

    /** Whether a class, its name with dots, came from a jar at this moment or later; false without the agent. */
    public static synchronized boolean since(String className, Instant moment) {
        int at = slot(hashes, hash(className));
        return hashes[at] != 0 && millis[at] >= moment.toEpochMilli();
    }

    /** The last time counts: where several loaders load a class each has static state of its own. */
    private static synchronized void add(long hash, long now) {
        if (2 * size > hashes.length) {
            grow();
        }
        int at = slot(hashes, hash);
        size += hashes[at] == 0 ? 1 : 0;
        hashes[at] = hash;
        millis[at] = now;
    }

    private static void grow() {
        long[] former = hashes;
        long[] formerMillis = millis;
        hashes = new long[2 * former.length];
        millis = new long[2 * former.length];
        for (int i = 0; i < former.length; i++) {
            if (former[i] != 0) {
                int at = slot(hashes, former[i]);
                hashes[at] = former[i];
                millis[at] = formerMillis[i];
            }
        }
    }

    private static int slot(long[] table, long hash) {
        int at = (int) (hash & table.length - 1);
        while (table[at] != 0 && table[at] != hash) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }

    private static long hash(String name) {
        long hash = FNV_BASIS;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            hash = (hash ^ (c == '/' ? '.' : c)) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }
}
