package dev.leakcheck.examples.memory;

import java.util.ArrayList;
import java.util.List;

/** What one visitor did. */
record Session(String visitor, List<PageView> views) {

    Session(String visitor) {
        this(visitor, new ArrayList<>());
    }

    /** Records a view, and returns how many there are. */
    synchronized int view(int page) {
        views.add(new PageView(page, System.currentTimeMillis()));
        return views.size();
    }
}
