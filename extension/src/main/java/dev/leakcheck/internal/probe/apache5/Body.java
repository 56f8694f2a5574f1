package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.http.BodyText;
import dev.leakcheck.internal.reflect.Reflect;
import org.jspecify.annotations.Nullable;

/** How far the body of a response was read, by the innermost of its streams, which counts what came over the wire. */
final class Body {

    private static final int DEEPEST_NESTING = 8;

    private final @Nullable Object stream;
    private final boolean inflated;

    private Body(@Nullable Object stream, boolean inflated) {
        this.stream = stream;
        this.inflated = inflated;
    }

    static Body of(@Nullable Object response) {
        return ofEntity(Reflect.call(response, "getEntity"));
    }

    static Body ofEntity(@Nullable Object entity) {
        Object inner = entity;
        boolean inflated = false;
        for (int depth = 0; inner != null && depth < DEEPEST_NESTING; depth++) {
            Object content = Reflect.field(inner, "content");
            if (content != null) {
                return new Body(content, inflated);
            }
            String type = inner.getClass().getSimpleName();
            inflated |= type.contains("Decompress") || type.contains("Inflat") || type.contains("Gzip");
            inner = Reflect.field(inner, "wrappedEntity");
        }
        return new Body(null, inflated);
    }

    /** Its length; -1 if it was not announced. */
    long length() {
        return Reflect.field(stream, "contentLength") instanceof Long length ? length : -1;
    }

    /** What of it was read; -1 if that is not counted. */
    long read() {
        return length() >= 0 && Reflect.field(stream, "pos") instanceof Long position ? position : -1;
    }

    /** Whether nothing is left of it to be read. */
    boolean isAtEnd() {
        return stream == null
                || Boolean.TRUE.equals(Reflect.field(stream, "eof"))
                || Boolean.TRUE.equals(Reflect.field(stream, "closed"))
                || length() >= 0 && read() == length();
    }

    /** What to append to a summary; nothing if it is not known, or not comparable. */
    String readSoFar() {
        return inflated || read() < 0 ? "" : BodyText.read(read(), length());
    }
}
