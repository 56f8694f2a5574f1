package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.reflect.Provenance;
import dev.leakcheck.internal.reflect.Reflect;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Tells a connection from a mock or a hand-written fake, which holds nothing and must not even be asked. Drivers and pools
 * come in jars; what does not (a class of the project itself, a generated proxy) is a connection if it leads to one of those.
 */
final class TestDoubles {

    private static final int MOST_VISITED = 200;

    private static final ClassValue<Boolean> IN_JAR = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isInJar(type);
        }
    };

    private TestDoubles() {}

    static boolean isOne(Object connection) {
        Class<?> type = connection.getClass();
        return !IN_JAR.get(type) && (isMock(type) || !leadsToReal(connection));
    }

    private static boolean isMock(Class<?> type) {
        return type.getName().contains("$MockitoMock$");
    }

    private static boolean isGenerated(Class<?> type) {
        String name = type.getName();
        return Proxy.isProxyClass(type) || name.contains("$$") || name.contains("ByteBuddy$") || name.contains("Mock$");
    }

    private static boolean leadsToReal(Object start) {
        Deque<Object> queue = new ArrayDeque<>();
        Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        queue.add(start);
        while (!queue.isEmpty() && visited.size() < MOST_VISITED) {
            Object object = queue.remove();
            if (visited.add(object)) {
                Class<?> type = object.getClass();
                if (object instanceof Connection && IN_JAR.get(type)) {
                    return true;
                }
                if (Proxy.isProxyClass(type)) {
                    queue.add(Proxy.getInvocationHandler(object));
                } else if (!type.isArray() && !Provenance.isOfJdk(type)) {
                    queue.addAll(Reflect.fields(object));
                }
            }
        }
        return false;
    }

    private static boolean isInJar(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null || isGenerated(type)) {
                return false;
            }
            // The JDK implements no connection: what claims to be of it was generated for an interface of it.
            String protocol = source.getLocation().getProtocol();
            return !protocol.equals("jrt")
                    && (!protocol.equals("file")
                            || !Files.isDirectory(Path.of(source.getLocation().toURI())));
        } catch (RuntimeException | java.net.URISyntaxException odd) {
            return true;
        }
    }
}
