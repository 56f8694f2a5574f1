package dev.leakcheck.internal.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Opens packages of the JDK to LeakCheck, and to nobody else. */
public final class Modules {

    private Modules() {}

    /**
     * Opens a package to reflection by LeakCheck's own module.
     *
     * @param anchor any class in the module
     * @return whether it is open now; false without an agent
     */
    public static boolean open(Class<?> anchor, String packageName) {
        Module module = anchor.getModule();
        Module own = Modules.class.getModule();
        if (module.isOpen(packageName, own)) {
            return true;
        }
        try {
            Instrumentation instrumentation = Agent.instrumentation();
            if (instrumentation == null || !module.getPackages().contains(packageName)) {
                return false;
            }
            open(instrumentation, module, packageName);
            return true;
        } catch (RuntimeException | LinkageError refused) {
            return false;
        }
    }

    /** Opens the package of a class. */
    public static boolean open(Class<?> type) {
        return open(type, type.getPackageName());
    }

    static void open(Instrumentation instrumentation, Module module, String... packageNames) {
        Set<Module> own = Set.of(Modules.class.getModule());
        Map<String, Set<Module>> opens = new java.util.HashMap<>();
        for (String packageName : packageNames) {
            opens.put(packageName, own);
        }
        instrumentation.redefineModule(module, Set.of(), Map.of(), opens, Set.of(), Map.of());
    }
}
