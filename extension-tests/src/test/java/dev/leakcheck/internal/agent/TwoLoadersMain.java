package dev.leakcheck.internal.agent;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** LeakCheck in two class loaders besides the system's. */
final class TwoLoadersMain {

    private TwoLoadersMain() {}

    public static void main(String[] arguments) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        URL[] path = urls.toArray(new URL[0]);
        try (URLClassLoader first = new URLClassLoader("first", path, ClassLoader.getPlatformClassLoader());
                URLClassLoader second = new URLClassLoader("second", path, ClassLoader.getPlatformClassLoader())) {
            System.out.println("FIRST " + install(first));
            System.out.println("SECOND " + install(second));
            first.loadClass("dev.leakcheck.internal.agent.Agent")
                    .getMethod("release")
                    .invoke(null);
            try (URLClassLoader third = new URLClassLoader("third", path, ClassLoader.getPlatformClassLoader())) {
                System.out.println("THIRD " + install(third));
            }
        }
    }

    private static Object install(ClassLoader loader) throws Exception {
        Class<?> agent = loader.loadClass("dev.leakcheck.internal.agent.Agent");
        Class<?> events = loader.loadClass("dev.leakcheck.internal.agent.AgentEvents");
        java.lang.reflect.Constructor<?> recording =
                loader.loadClass("dev.leakcheck.internal.agent.RecordingEvents").getDeclaredConstructor();
        recording.setAccessible(true);
        return agent.getMethod("install", events).invoke(null, recording.newInstance());
    }
}
