package dev.leakcheck.internal.heap;

import java.util.HashMap;
import java.util.Map;

/** What is held from outside the heap, and what is known of threads and of memory outside. */
final class HprofRoots {

    private final IntList kinds = new IntList(1024);
    private final IntList objects = new IntList(1024);
    private final IntList threads = new IntList(1024);
    private final Map<Integer, Integer> threadBySerial = new HashMap<>();
    private final Map<Integer, Long> threadIds = new HashMap<>();
    private final IntList entries = new IntList(64);
    private final IntList keys = new IntList(64);
    private final IntList buffers = new IntList(16);
    private final LongList addresses = new LongList();
    private final IntList capacities = new IntList(16);

    void add(int kind, int object, int thread) {
        kinds.add(kind);
        objects.add(object);
        threads.add(thread);
        if (kind == Hprof.ROOT_THREAD_OBJECT) {
            threadBySerial.put(thread, object);
        }
    }

    void threadHasId(int thread, long id) {
        threadIds.put(thread, id);
    }

    /** Takes note of the value of a thread local; the key is -1 if it is gone. */
    void entryOf(int entry, int key) {
        entries.add(entry);
        keys.add(key);
    }

    /** Takes note of a direct buffer, or a part of one. */
    void buffer(int object, long address, int capacity) {
        buffers.add(object);
        addresses.add(address);
        capacities.add(capacity);
    }

    int size() {
        return objects.size();
    }

    int kind(int root) {
        return kinds.get(root);
    }

    int object(int root) {
        return objects.get(root);
    }

    /** Returns the object of the thread whose stack holds a root, or -1. */
    int thread(int root) {
        return threadBySerial.getOrDefault(threads.get(root), -1);
    }

    /** Returns the threads, running or not, with their ids. */
    Map<Integer, Long> threadIds() {
        return threadIds;
    }

    int entries() {
        return entries.size();
    }

    int entry(int number) {
        return entries.get(number);
    }

    int key(int number) {
        return keys.get(number);
    }

    int buffers() {
        return buffers.size();
    }

    int buffer(int number) {
        return buffers.get(number);
    }

    long address(int buffer) {
        return addresses.get(buffer);
    }

    int capacity(int buffer) {
        return capacities.get(buffer);
    }
}
