package dev.leakcheck.internal.agent;

/**
 * What a choke point opened, to be compared with the link under {@code /proc/self/fd}: native code that reuses the
 * number of a closed descriptor must not inherit its site.
 */
public enum DescriptorKind {
    FILE("/"),
    /** Was accepted: what Java code opens by itself is {@link #ANY}. */
    SOCKET("socket:"),
    PIPE("pipe:"),
    SELECTOR("anon_inode:[eventpoll]"),
    EVENT("anon_inode:[eventfd]"),
    INOTIFY("anon_inode:inotify"),
    /**
     * {@code FileDescriptor.registerCleanup}: what a path leads to may be a pipe or a device, but neither a socket nor what
     * has no name at all, such as the epoll of a native transport.
     */
    BY_PATH("") {
        @Override
        public boolean fits(String link) {
            return !SOCKET.fits(link) && !link.startsWith(NAMELESS);
        }
    },
    /** {@code IOUtil.newFD} serves several kinds. */
    ANY("");

    private static final String NAMELESS = "anon_inode:";

    private final String linkPrefix;

    DescriptorKind(String linkPrefix) {
        this.linkPrefix = linkPrefix;
    }

    /** Tells whether what was opened may be a socket. */
    public boolean mayBeSocket() {
        return fits(SOCKET.linkPrefix);
    }

    /** Tells whether a descriptor with this link can be what was opened. */
    public boolean fits(String link) {
        return link.startsWith(linkPrefix);
    }
}
