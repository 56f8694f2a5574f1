package dev.leakcheck.internal.heap;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whose the classes of a dump are. */
final class ClassKinds {

    enum Kind {
        JDK,
        OURS,
        /** Of what runs tests: it keeps what extensions and fixtures make for as long as they are needed. */
        TOOL,
        /** Of the tests, of what they test and of its libraries. */
        USER
    }

    private static final List<String> OURS = List.of(
            "dev.leakcheck.internal.",
            "dev.leakcheck.bootstrap.",
            "dev.leakcheck.LeakCheckExtension",
            "dev.leakcheck.LeakScope",
            "java.util.function.LeakCheckHooks");

    private static final List<String> TOOLS = List.of(
            "org.junit.",
            "junit.",
            "org.opentest4j.",
            "org.apiguardian.",
            "org.testng.",
            "org.mockito.",
            "net.bytebuddy.",
            "org.jacoco.",
            "org.springframework.test.",
            "org.springframework.boot.test.",
            "io.quarkus.test.",
            "org.apache.maven.",
            "org.gradle.",
            "worker.org.gradle.",
            "com.intellij.",
            "org.eclipse.jdt.internal.junit");

    private static final List<String> JDK = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "com.oracle.",
            "org.ietf.jgss.",
            "org.w3c.dom.",
            "org.xml.sax.",
            "org.jcp.xml.",
            "netscape.");

    /** Modules of the JDK that the loader of applications loads. */
    private static final List<String> JDK_TOOLS = List.of("jdk.", "sun.", "com.sun.tools.");

    private static final String BUILT_IN_LOADERS = "jdk.internal.loader.ClassLoaders$";

    /** Before JDK 18 reflection makes a class, with a loader of its own, of what is called often enough. */
    private static final String REFLECTION = "jdk.internal.reflect.DelegatingClassLoader";

    private final HeapGraph graph;
    private final Kind[] kinds;
    /** Loaders that live as long as the run, by their ids: the JDK's own and those of the tests. */
    private final Set<Long> lastingLoaders = new HashSet<>(Set.of(0L));

    ClassKinds(HeapGraph graph, Set<String> testClasses) {
        this.graph = graph;
        HprofClasses classes = graph.classes();
        kinds = new Kind[classes.count()];
        for (int number = 0; number < kinds.length; number++) {
            kinds[number] = number < HprofClasses.PRIMITIVE_ARRAYS ? Kind.JDK : kind(classes.byNumber(number));
        }
        for (HprofClass type : classes.all()) {
            Kind kind = kinds[classes.numberOf(type.id)];
            if (kind == Kind.OURS
                    || kind == Kind.TOOL && type.name.startsWith("org.junit.")
                    || testClasses.contains(type.name)
                    || loaderName(type).startsWith(BUILT_IN_LOADERS)
                    || loaderName(type).equals(REFLECTION)) {
                lastingLoaders.add(type.loaderId);
            }
        }
    }

    Kind of(int classNumber) {
        return kinds[classNumber];
    }

    Kind ofObject(int object) {
        return kinds[graph.classOf()[object]];
    }

    /** Whether the static fields of a class are held for as long as the run lasts. */
    boolean isLasting(HprofClass type) {
        return lastingLoaders.contains(type.loaderId);
    }

    /** Returns the objects of lasting loaders and of the classes they have loaded. */
    BitSet lastingObjects() {
        BitSet objects = new BitSet(graph.size());
        for (HprofClass type : graph.classes().all()) {
            if (isLasting(type) && type.mirror >= 0) {
                objects.set(type.mirror);
            }
        }
        for (long loader : lastingLoaders) {
            int object = graph.objectOf().applyAsInt(loader);
            if (object >= 0) {
                objects.set(object);
            }
        }
        return objects;
    }

    private Kind kind(HprofClass type) {
        String name = type.name;
        if (startsWithAny(name, OURS)) {
            return Kind.OURS;
        }
        if (startsWithAny(name, TOOLS)) {
            return Kind.TOOL;
        }
        boolean ofJdk = type.loaderId == 0 || loaderName(type).equals(BUILT_IN_LOADERS + "PlatformClassLoader");
        if (ofJdk) {
            // What an agent puts on the boot class path is its own; arrays of primitives have such names too.
            return name.indexOf('.') < 0 || startsWithAny(name, JDK) ? Kind.JDK : Kind.TOOL;
        }
        return startsWithAny(name, JDK_TOOLS) ? Kind.JDK : Kind.USER;
    }

    private String loaderName(HprofClass type) {
        int loader = type.loaderId == 0 ? -1 : graph.objectOf().applyAsInt(type.loaderId);
        return loader < 0 ? "" : graph.classes().nameOf(graph.classOf()[loader]);
    }

    static boolean isTool(String className) {
        return startsWithAny(className, TOOLS) || startsWithAny(className, OURS);
    }

    static boolean isJdk(String className) {
        return startsWithAny(className, JDK);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
