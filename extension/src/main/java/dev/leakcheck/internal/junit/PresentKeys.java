package dev.leakcheck.internal.junit;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.ConfigurationParameters;

/** The configuration keys that are set, so that misspelt ones can be refused; an extension can only ask for known ones. */
final class PresentKeys {

    private static final Set<String> FROM_LAUNCHER = ConcurrentHashMap.newKeySet();
    private static final int DEEPEST_DELEGATE = 4;

    private PresentKeys() {}

    /** Remembers what the launcher tells at the start of the test plan. */
    static void rememberFromLauncher(ConfigurationParameters parameters) {
        FROM_LAUNCHER.addAll(parameters.keySet());
    }

    static Set<String> in(ExtensionContext context) {
        Set<String> keys = new TreeSet<>(System.getProperties().stringPropertyNames());
        // What an earlier launch in this JVM had set no longer counts.
        FROM_LAUNCHER.stream()
                .filter(key -> context.getConfigurationParameter(key).isPresent())
                .forEach(keys::add);
        keys.addAll(fromEngine(context));
        return keys;
    }

    /** Where there is no launcher (an engine test kit), the engine holds the keys, but does not show them. */
    private static Set<String> fromEngine(ExtensionContext context) {
        try {
            Object holder = field(context, "configuration");
            for (int depth = 0; holder != null && depth < DEEPEST_DELEGATE; depth++) {
                if (field(holder, "configurationParameters") instanceof ConfigurationParameters parameters) {
                    return parameters.keySet();
                }
                holder = field(holder, "delegate");
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another JUnit keeps them elsewhere: then only the launcher's keys are checked.
        }
        return Set.of();
    }

    private static Object field(Object target, String name) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(target);
                }
            }
        }
        return null;
    }
}
