package dev.leakcheck.spi;

/** What LeakCheck offers a probe. */
public interface ProbeContext {

    /**
     * Takes the origin of what the calling thread creates right now, the frames of the probe itself left out; costs a few
     * microseconds.
     *
     * @return the creation site and scope of this moment
     */
    Origin origin();
}
