package dev.leakcheck.internal.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The hooks inside java.base. They are defined by a look-up in an open package instead of a jar appended to the boot
 * class path, which would make the JVM warn about class data sharing and hold a descriptor.
 */
final class BootHooks {

    private static final String SOURCE = "dev/leakcheck/bootstrap/Hooks";

    private final Class<?> hooks;

    private BootHooks(Class<?> hooks) {
        this.hooks = hooks;
    }

    /** Defines them, or finds those that another class loader's LeakCheck has defined. */
    static BootHooks define(Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
        String name = Step.HOOKS.replace('/', '.');
        MethodHandles.Lookup lookup = lookupIn(Function.class, instrumentation);
        try {
            return new BootHooks(Class.forName(name, true, null));
        } catch (ClassNotFoundException notYet) {
            Class<?> defined = lookup.defineClass(renamed());
            return new BootHooks(Class.forName(defined.getName(), true, null));
        }
    }

    /**
     * Opens the package of the hooks to all code of the class path, as their definition needs. It has interfaces only, so
     * nobody else gains anything.
     */
    private static MethodHandles.Lookup lookupIn(Class<?> neighbour, Instrumentation instrumentation)
            throws IllegalAccessException {
        Map<String, Set<Module>> opens = Map.of(neighbour.getPackageName(), Set.of(BootHooks.class.getModule()));
        instrumentation.redefineModule(neighbour.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
        return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
    }

    /** The hooks' private method that makes a member of any class accessible. */
    MethodHandle opener() throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(hooks, MethodHandles.lookup())
                .findStatic(hooks, "open", MethodType.methodType(void.class, AccessibleObject.class));
    }

    /** Who holds the hooks afterwards. */
    Object install(Object owner, AgentEvents events, DescriptorNumbers numbers) throws ReflectiveOperationException {
        @SuppressWarnings({"unchecked", "rawtypes"})
        BiConsumer<Object, Object>[] handlers = new BiConsumer[Hook.values().length];
        for (Hook hook : Hook.values()) {
            handlers[hook.ordinal()] = new Handler(hook, events, numbers);
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        BiFunction<Object, Object, Object>[] replacers = new BiFunction[Replacement.values().length];
        for (Replacement replacement : Replacement.values()) {
            replacers[replacement.ordinal()] = new Replacer(replacement, events);
        }
        Object[] all = {new DescriptorHandler(events), new MemoryHandler(events), handlers, replacers};
        return hooks.getMethod("install", Object.class, Object[].class).invoke(null, owner, all);
    }

    /** By what the hooks know who hands out JDBC objects. */
    void setGivers(Class<?>[] types) throws ReflectiveOperationException {
        hooks.getMethod("setGivers", Class[].class).invoke(null, (Object) types);
    }

    void release(Object owner) throws ReflectiveOperationException {
        hooks.getMethod("release", Object.class).invoke(null, owner);
    }

    private static byte[] renamed() throws IOException {
        // As a resource: the class itself must not be loaded under this name, and other agents must not have touched
        // it.
        URL resource = BootHooks.class.getResource("/".concat(SOURCE).concat(".class"));
        if (resource == null) {
            throw new IOException(SOURCE.concat(".class is not beside the agent"));
        }
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false); // Or the jar stays open.
        try (InputStream in = connection.getInputStream()) {
            return rename(in.readAllBytes());
        }
    }

    /**
     * Replaces the class's own name in the constant pool. The hooks name themselves nowhere else, neither in descriptors
     * nor in signatures; ASM's remapper would do the same in 30 ms of a fresh JVM.
     */
    private static byte[] rename(byte[] source) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(source));
        ByteArrayOutputStream target = new ByteArrayOutputStream(source.length);
        DataOutputStream out = new DataOutputStream(target);
        out.writeLong(in.readLong()); // Magic and version.
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> {
                    String text = in.readUTF();
                    out.writeUTF(text.equals(SOURCE) ? Step.HOOKS : text);
                }
                case 5, 6 -> { // Long and double take two places.
                    out.writeLong(in.readLong());
                    i++;
                }
                case 7, 8, 16, 19, 20 -> out.writeShort(in.readUnsignedShort());
                case 15 -> {
                    out.writeByte(in.readUnsignedByte());
                    out.writeShort(in.readUnsignedShort());
                }
                default -> out.writeInt(in.readInt());
            }
        }
        in.transferTo(out);
        return target.toByteArray();
    }
}
