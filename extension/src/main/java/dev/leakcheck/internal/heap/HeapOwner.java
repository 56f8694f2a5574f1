package dev.leakcheck.internal.heap;

import java.util.List;

/**
 * Something that holds a part of the heap's growth.
 *
 * @param holder what it is, the same in every run: {@code static com.acme.SessionCache.SESSIONS},
 *     {@code thread local com.acme.Context.CURRENT of thread "main"}
 * @param bytes how much of the growth it holds
 * @param paths from it to what it holds, heaviest first, in one line each
 * @param classes of what it holds of the growth, heaviest first
 * @param remedy what to do about it
 * @param links the fields on the way to the heaviest part, from a static field on; empty if it begins elsewhere
 */
public record HeapOwner(
        String holder, long bytes, List<String> paths, List<ClassBytes> classes, String remedy, List<Link> links) {

    /**
     * A field on the way.
     *
     * @param className of the object, or of the class if the field is static
     * @param field its name
     * @param target the class of what it holds
     * @param alone whether that is the only object of its class on the way
     */
    public record Link(String className, String field, String target, boolean alone) {}

    /** Copies the lists. */
    public HeapOwner {
        links = List.copyOf(links);
        paths = List.copyOf(paths);
        classes = List.copyOf(classes);
    }
}
