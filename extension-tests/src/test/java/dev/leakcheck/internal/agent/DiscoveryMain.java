package dev.leakcheck.internal.agent;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Looks for tests, and runs none; with {@code apart} in a class loader of its own, as Maven does in its JVM. */
public final class DiscoveryMain implements Runnable {

    /** For the other class loader. */
    public DiscoveryMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (!words.remove("apart")) {
            discover(words);
            return;
        }
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader apart =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(apart);
            ((Runnable) apart.loadClass(DiscoveryMain.class.getName())
                            .getConstructor()
                            .newInstance())
                    .run();
        }
    }

    @Override
    public void run() {
        try {
            discover(List.of());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void discover(List<String> parameters) throws InterruptedException {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(DiscoveryMain.class));
        for (String parameter : parameters) {
            request.configurationParameter(
                    parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        LauncherDiscoveryRequest built = request.build();
        LauncherFactory.create().discover(built);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("LeakCheck start")) {
                thread.join();
            }
        }
        System.out.println("ATTACHED " + Agent.isActive());
    }
}
