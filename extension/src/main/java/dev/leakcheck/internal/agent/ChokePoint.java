package dev.leakcheck.internal.agent;

import java.util.List;

/**
 * A method to weave.
 *
 * @param owner the class, by internal name
 * @param method its name, or the beginning of it followed by {@code *}
 * @param descriptor its descriptor, or {@code *}; for constructors {@code *} means those that delegate to no other one
 * @param place where in it
 * @param callee for {@link Place#BEFORE_CALL} the name of the method that it calls
 * @param since the first JDK that has it; a JDK class without it is worth a notice from then on
 * @param steps what to weave
 */
record ChokePoint(
        String owner, String method, String descriptor, Place place, String callee, int since, List<Step> steps) {

    static final String ANY = "*";

    enum Place {
        ENTRY,
        EXIT,
        /** As EXIT, and where an exception leaves the method. */
        FINALLY,
        BEFORE_CALL
    }

    static ChokePoint entry(String owner, String method, String descriptor, Step... steps) {
        return new ChokePoint(owner, method, descriptor, Place.ENTRY, "", 0, List.of(steps));
    }

    static ChokePoint exit(String owner, String method, String descriptor, Step... steps) {
        return new ChokePoint(owner, method, descriptor, Place.EXIT, "", 0, List.of(steps));
    }

    /** For instance methods. */
    static ChokePoint atEnd(String owner, String method, String descriptor, Step... steps) {
        return new ChokePoint(owner, method, descriptor, Place.FINALLY, "", 0, List.of(steps));
    }

    static ChokePoint beforeCall(String callee, String owner, String method, String descriptor, Step... steps) {
        return new ChokePoint(owner, method, descriptor, Place.BEFORE_CALL, callee, 0, List.of(steps));
    }

    ChokePoint since(int feature) {
        return new ChokePoint(owner, method, descriptor, place, callee, feature, steps);
    }

    boolean matches(String name, String itsDescriptor) {
        boolean named =
                method.endsWith(ANY) ? name.startsWith(method.substring(0, method.length() - 1)) : name.equals(method);
        return named && (descriptor.equals(ANY) || descriptor.equals(itsDescriptor));
    }

    /** For the report. */
    String label() {
        return owner.replace('/', '.').concat(".").concat(method).concat(descriptor.equals(ANY) ? "" : descriptor);
    }
}
