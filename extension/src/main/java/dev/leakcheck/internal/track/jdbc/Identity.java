package dev.leakcheck.internal.track.jdbc;

/** A key that stands for one object, whatever its own {@code equals} and {@code hashCode} make of it or of another one. */
final class Identity {

    private final Object object;

    Identity(Object object) {
        this.object = object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity && identity.object == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }
}
