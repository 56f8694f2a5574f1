package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.owner.library.BuiltIns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Tells the frames of an object's own construction, and of the library around it, from those of its user. */
final class Construction implements Predicate<StackTraceElement> {

    /** What stands between a channel of Netty and who had it made: its bootstraps, and the libraries that are made of it. */
    private static final Map<String, List<String>> AROUND = Map.of(
            "io.netty.channel.", List.of("io.netty.", "reactor."), "reactor.netty.resources.", List.of("reactor."));

    private final Set<String> own = new HashSet<>();
    private final List<String> libraries;

    private Construction(Object owner) {
        String known = owner.getClass().getName();
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            own.add(type.getName());
            known = BuiltIns.types().contains(type.getName()) ? type.getName() : known;
        }
        String library = BuiltIns.types().contains(known) ? prefix(known) : "";
        this.libraries = library.isEmpty() ? List.of() : AROUND.getOrDefault(library, List.of(library));
    }

    static Construction of(Object owner) {
        return new Construction(owner);
    }

    /** The first three parts of a name such as com.zaxxer.hikari.HikariDataSource. */
    private static String prefix(String name) {
        int end = 0;
        for (int i = 0; i < 3 && name.indexOf('.', end) >= 0; i++) {
            end = name.indexOf('.', end) + 1;
        }
        return name.substring(0, end);
    }

    @Override
    public boolean test(StackTraceElement frame) {
        String type = frame.getClassName();
        return frame.getMethodName().equals("<init>") && own.contains(type)
                || libraries.stream().anyMatch(type::startsWith);
    }
}
