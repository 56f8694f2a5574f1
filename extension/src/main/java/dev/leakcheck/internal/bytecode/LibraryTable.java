package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Knows arrays that a library keeps in a static final field: tables of constants and caches of a fixed size, such as the
 * transitions of a generated parser. They are as large as they can get, whoever is the first to use them.
 */
public final class LibraryTable {

    /** Where the modules of the project under test lie that a build has packaged. */
    private static final Pattern OWN_JAR = Pattern.compile(".*/(target|build/libs)/[^/]*\\.jar!.*");

    private LibraryTable() {}

    /** Whether a class comes from the jar of a library. */
    public static boolean isOfLibrary(String className) {
        URL place = ClassFiles.locate(className.replace('.', '/'));
        return place != null
                && place.getProtocol().equals("jar")
                && !OWN_JAR.matcher(place.getPath()).matches();
    }

    /** Tells whether a field is such; what the objects in it hold in turn may grow all the same. */
    public static boolean is(String className, String field) {
        if (!isOfLibrary(className)) {
            return false;
        }
        try (InputStream in = ClassFiles.open(className.replace('.', '/'))) {
            Reader reader = new Reader(field);
            if (in != null) {
                new ClassReader(in).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            }
            return reader.bounded;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String field;
        private boolean bounded;

        Reader(String field) {
            super(Opcodes.ASM9);
            this.field = field;
        }

        @Override
        public @Nullable FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            int fixed = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
            if (name.equals(field) && (access & fixed) == fixed && type.startsWith("[")) {
                Type element = Type.getType(type).getElementType();
                // An array of collections grows with these.
                bounded = element.getSort() != Type.OBJECT || JdkCall.isOutOfQuestion(element.getInternalName());
            }
            return null;
        }
    }
}
