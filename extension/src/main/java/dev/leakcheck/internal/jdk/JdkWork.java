package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Tells work of a user that runs the JDK's code alone, such as {@code server::accept}: on the stack of what it opens there is no
 * frame of whoever wants it done. The class of a lambda shows by its constant pool which method it calls. What only counts, waits
 * or collects is none, since there may be very many such; nor are the JDK's own lambdas, of which its HTTP client makes as many.
 */
public final class JdkWork {

    private static final String[] JDK = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};

    /** Where there are classes that open or start anything. */
    private static final String[] OPENING = {
        "java/io/",
        "java/net/",
        "java/nio/",
        "java/sql/",
        "java/lang/Process",
        "java/lang/Thread",
        "java/util/concurrent/Executor",
        "java/util/jar/",
        "java/util/zip/",
        "javax/"
    };

    /** No lambda, as everywhere here: hooks come here. */
    private static final ClassValue<Boolean> KNOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isHidden() && !isOfJdk(type.getClassLoader()) && opensByJdkOnly(type);
        }
    };

    private JdkWork() {}

    /** Whether that is all that this runs, as far as its class tells. */
    public static boolean is(Object work) {
        return KNOWN.get(work.getClass());
    }

    private static boolean isOfJdk(@Nullable ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static boolean opensByJdkOnly(Class<?> lambda) {
        ConstantPools pools = Holder.POOLS;
        try {
            return pools != null && pools.opensByJdkOnly(lambda);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return false;
        }
    }

    private record ConstantPools(Method ofClass, Method size, Method tag, Method member) {

        boolean opensByJdkOnly(Class<?> lambda) throws ReflectiveOperationException {
            Object pool = ofClass.invoke(lambda);
            int end = (Integer) size.invoke(pool);
            boolean opens = false;
            for (int i = 1; i < end; i++) {
                String kind = ((Enum<?>) tag.invoke(pool, i)).name();
                if (kind.endsWith("METHODREF")) {
                    String type = ((String[]) member.invoke(pool, i))[0];
                    if (!startsWithAny(type, JDK)) {
                        return false;
                    }
                    opens |= startsWithAny(type, OPENING);
                }
            }
            return opens;
        }

        private static boolean startsWithAny(String internalName, String[] prefixes) {
            for (String prefix : prefixes) {
                if (internalName.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable ConstantPools POOLS = find();

        private static @Nullable ConstantPools find() {
            try {
                Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
                return new ConstantPools(
                        Modules.accessible(Class.class.getDeclaredMethod("getConstantPool")),
                        Modules.accessible(pool.getDeclaredMethod("getSize")),
                        Modules.accessible(pool.getDeclaredMethod("getTagAt", int.class)),
                        Modules.accessible(pool.getDeclaredMethod("getMemberRefInfoAt", int.class)));
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                return null;
            }
        }
    }
}
