package dev.leakcheck.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a descriptor may have been opened as, by its link. */
class DescriptorKindTest {

    @ParameterizedTest
    @CsvSource({
        "BY_PATH, /tmp/a.txt, true",
        "BY_PATH, /tmp/a.txt (deleted), true",
        "BY_PATH, /dev/null, true",
        "BY_PATH, pipe:[123], true",
        "BY_PATH, socket:[123], false",
        "BY_PATH, anon_inode:[eventpoll], false",
        "BY_PATH, anon_inode:[eventfd], false",
        "BY_PATH, anon_inode:inotify, false",
        "FILE, /tmp/a.txt, true",
        "FILE, anon_inode:[eventpoll], false",
        "SOCKET, socket:[123], true",
        "SOCKET, anon_inode:[eventpoll], false",
        "SELECTOR, anon_inode:[eventpoll], true",
        "ANY, anon_inode:[eventfd], true",
        "ANY, socket:[123], true"
    })
    void fits(DescriptorKind kind, String link, boolean fits) {
        assertThat(kind.fits(link)).isEqualTo(fits);
    }
}
