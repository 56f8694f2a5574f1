package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.reflect.Reflect;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;

/** The file systems that the JVM gives to everybody who asks for them by their addresses, as those of archives. */
final class RegisteredFileSystems {

    private RegisteredFileSystems() {}

    /** The maps that they are in. */
    static List<Object> maps() {
        return FileSystemProvider.installedProviders().stream()
                .filter(FieldWalk::leadsOn) // From then on it can be read.
                .flatMap(provider -> Reflect.fields(provider).stream())
                .filter(Map.class::isInstance)
                .toList();
    }
}
