package dev.leakcheck.internal.agent;

/** Prints what an installation comes to under the switches of this JVM. */
final class StatusMain {

    private StatusMain() {}

    public static void main(String[] arguments) {
        AgentEvents events = new RecordingEvents();
        if (arguments.length > 0 && arguments[0].equals("throwing")) {
            events = new RecordingEvents() {
                private int descriptors;

                @Override
                public void descriptorOpened(int fd, DescriptorKind kind, int leader) {
                    super.descriptorOpened(fd, kind, leader);
                    if (++descriptors > 2) { // Behaves as long as it is watched.
                        throw new IllegalStateException("a listener's bug");
                    }
                }
            };
        }
        if (arguments.length > 0 && arguments[0].equals("unknown")) {
            System.setProperty("java.vm.name", "Another VM");
        }
        AgentStatus status = Agent.install(events);
        System.out.println("ACTIVE " + status.active());
        System.out.println("PROBLEM " + status.problem());
        System.out.println("REMEDY " + status.remedy());
        System.out.println("MISSING " + status.missing());
        System.out.println("INSTRUMENTATION " + (Agent.instrumentation() != null));
        for (int i = 0; i < 3; i++) {
            try (java.io.FileInputStream file = new java.io.FileInputStream("/dev/null")) {
                System.out.println("READ " + file.read());
            } catch (java.io.IOException failure) {
                System.out.println("FAILED " + failure);
            }
        }
    }
}
