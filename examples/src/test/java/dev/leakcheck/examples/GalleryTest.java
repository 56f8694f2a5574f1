package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of the gallery show what a test has seen, and code that is compiled. */
class GalleryTest {

    private static final Path INDEX = Path.of("../docs/gallery/README.md");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

    @ParameterizedTest
    @EnumSource
    void showsTheGoldenFailure(Scenario scenario) throws IOException {
        assertThat(Files.readString(scenario.page())).contains(Golden.text(scenario));
    }

    @ParameterizedTest
    @EnumSource
    void showsCodeOfTheSources(Scenario scenario) throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : scenario.sources()) {
            sources.add(unindented(Files.readString(source)));
        }
        List<String> blocks = JAVA.matcher(Files.readString(scenario.page()))
                .results()
                .map(block -> unindented(block.group(1)))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(block -> assertThat(sources)
                        .anySatisfy(source -> assertThat(source).contains(block)));
    }

    @ParameterizedTest
    @EnumSource
    void linksToWhatIsThere(Scenario scenario) throws IOException {
        assertLinksResolve(scenario.page());
    }

    @Test
    void indexLeadsToEveryPage() throws IOException {
        assertLinksResolve(INDEX);
        String index = Files.readString(INDEX);
        for (Scenario scenario : Scenario.values()) {
            assertThat(index).contains("(" + scenario.slug() + ".md)");
        }
        try (var pages = Files.list(INDEX.getParent())) {
            assertThat(pages).hasSize(Scenario.values().length + 1);
        }
    }

    private static void assertLinksResolve(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            if (!links.group(1).startsWith("http")) {
                assertThat(page.resolveSibling(links.group(1))).exists();
            }
        }
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }
}
