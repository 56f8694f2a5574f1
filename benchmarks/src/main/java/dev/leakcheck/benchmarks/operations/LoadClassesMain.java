package dev.leakcheck.benchmarks.operations;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The forked side: loads all classes of big jars, without initialising them. */
final class LoadClassesMain {

    private LoadClassesMain() {}

    public static void main(String[] arguments) throws IOException {
        List<String> names = names();
        Installed.ifOn(arguments[0]);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int loaded = 0;
        for (String name : names) {
            try {
                Class.forName(name, false, LoadClassesMain.class.getClassLoader());
                loaded++;
            } catch (ClassNotFoundException | LinkageError optional) {
                // It needs what is not on the class path.
            }
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
        System.out.println(OperationsBenchmark.MARK + nanos / 1e6 + " " + loaded);
    }

    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.matches(".*/(h2|spring-\\w+|assertj-core|HikariCP)-[^/]*\\.jar")) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                            .map(name -> name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.'))
                            .filter(name -> !name.endsWith("-info"))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }
}
