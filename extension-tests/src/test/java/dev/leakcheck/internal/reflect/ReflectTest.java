package dev.leakcheck.internal.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectTest {

    /** As when the loader of a web application was closed, whose objects live on. */
    @Test
    void readsWhatASuperclassHasWhereAClassIsMissing(@TempDir Path folder) throws Exception {
        compile(folder, "Known.java", """
                public class Known {
                    private String name = "known";
                    public boolean isRunning() { return true; }
                }
                class Missing {}
                class Linked extends Known {
                    private Missing missing;
                    Missing find() { return missing; }
                }
                """);
        Files.delete(folder.resolve("Missing.class"));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            var constructor = loader.loadClass("Linked").getDeclaredConstructor();
            constructor.setAccessible(true);
            Object linked = constructor.newInstance();

            assertThat(Reflect.call(linked, "isRunning")).isEqualTo(true);
            assertThat(Reflect.field(linked, "name")).isEqualTo("known");
        }
    }

    private static void compile(Path folder, String name, String code) throws IOException {
        Path file = Files.writeString(folder.resolve(name), code);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), file.toString()))
                .isZero();
    }
}
