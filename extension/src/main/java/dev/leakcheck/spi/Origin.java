package dev.leakcheck.spi;

import dev.leakcheck.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where, by whom and in which scope something came into being; taken with {@link ProbeContext#origin()}. */
public interface Origin {

    /**
     * Returns the creation site: frames of LeakCheck and of test frameworks trimmed, JDK frames folded.
     *
     * @return the frames, innermost first
     */
    List<StackTraceElement> site();

    /**
     * Returns the scope that was current.
     *
     * @return null if the creating thread belonged to none
     */
    @Nullable Scope scope();
}
