package dev.leakcheck.internal.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where resources come into being: the narrowest Java methods that every way of getting one passes through. */
final class ChokePoints {

    private final Map<String, List<ChokePoint>> byClass = new HashMap<>(64);

    private ChokePoints() {}

    /** By internal class name: asked on every class load. */
    static Map<String, List<ChokePoint>> byClass(Iterable<String> ownerTypes) {
        ChokePoints points = new ChokePoints();
        DescriptorPoints.addTo(points);
        ThreadPoints.addTo(points);
        TaskPoints.addTo(points);
        ProcessPoints.addTo(points);
        MemoryPoints.addTo(points);
        OkHttpPoints.addTo(points);
        ApachePoints.addTo(points);
        JdkHttpPoints.addTo(points);
        UrlConnectionPoints.addTo(points);
        OwnerPoints.addTo(points, ownerTypes);
        return points.byClass;
    }

    /** The constructors of owners alone. */
    static Map<String, List<ChokePoint>> ofOwners(Iterable<String> ownerTypes) {
        ChokePoints points = new ChokePoints();
        OwnerPoints.addTo(points, ownerTypes);
        return points.byClass;
    }

    void add(ChokePoint point) {
        List<ChokePoint> ofClass = byClass.get(point.owner());
        if (ofClass == null) { // No lambda: linking one takes a millisecond of every start.
            ofClass = new ArrayList<>(2);
            byClass.put(point.owner(), ofClass);
        }
        ofClass.add(point);
    }
}
