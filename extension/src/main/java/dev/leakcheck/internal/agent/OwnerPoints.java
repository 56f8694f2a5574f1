package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;

/** Where the owners of libraries come into being. */
final class OwnerPoints {

    private OwnerPoints() {}

    /** Adds the constructors of classes, by their binary names. */
    static void addTo(ChokePoints points, Iterable<String> types) {
        for (String type : types) {
            points.add(exit(type.replace('.', '/'), "<init>", ANY, THIS, NULL, hook(Hook.OWNER_CREATED), FIRE));
        }
    }
}
