package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/** Who submitted a task: what its worker creates while running it belongs to the submitter's scope. */
final class TaskTable {

    private final WeakIdentityMap<Object, ScopeNode> submitters = new WeakIdentityMap<>();

    void submitted(Object task, @Nullable ScopeNode submitter) {
        if (submitter != null) {
            submitters.put(task, submitter);
        } else {
            submitters.remove(task);
        }
    }

    void starting(Object task) {
        CurrentScope.startTask(submitters.get(task));
    }
}
