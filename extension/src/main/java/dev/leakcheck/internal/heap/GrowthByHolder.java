package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.heap.HeapOwners.Growth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shares growth out among those who hold objects of the classes that grew.
 *
 * <p>A dump does not tell new objects from old ones. But how much each class has grown is known, and so is how much of
 * it there was: what the JDK and others who are excused hold beyond that is new, and theirs; the rest is shared out
 * among the accusable. Who may have come into all that it holds since then comes first, and the heaviest of those.
 */
final class GrowthByHolder {

    /** Figures of two moments differ by so much without a reason. */
    private static final long UNCERTAIN = 256 * 1024;

    private final ClassNames classes;
    private final List<HolderTree.Node> holders;
    private final Map<String, Long> total;
    private final Map<String, Long> ofInstances = new HashMap<>();
    private final HeapBaseline earlier;
    private final Map<String, ClassBytes> grew = new HashMap<>();

    GrowthByHolder(HolderReport report, HeapBaseline earlier) {
        this.classes = report.names();
        this.holders = report.holders();
        this.total = report.total();
        this.earlier = earlier;
        report.ofInstances().classes().forEach(held -> ofInstances.put(held.className(), held.bytes()));
    }

    /** A holder and what it may have come into, by class. */
    private static final class Share {
        final HolderTree.Node holder;
        final Map<String, ClassBytes> held;
        final Map<String, Long> candidate = new HashMap<>();
        final Map<String, Long> grown = new HashMap<>();

        Share(HolderTree.Node holder, Map<String, ClassBytes> held) {
            this.holder = holder;
            this.held = held;
        }

        long candidates() {
            return sum(candidate);
        }

        long bytes() {
            return sum(grown);
        }

        private static long sum(Map<String, Long> bytes) {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Growth of(ClassHistogram before, ClassHistogram now) {
        List<Share> shares = new ArrayList<>();
        Map<String, Long> accusable = new HashMap<>();
        for (HolderTree.Node holder : holders) {
            Share share = new Share(holder, held(holder, classes));
            shares.add(share);
            if (holder.accusable) {
                share.held.forEach((name, held) -> accusable.merge(name, held.bytes(), Long::sum));
            }
        }
        Map<String, Long> growth = new HashMap<>();
        // What may be the doing of those who can be accused.
        Map<String, Long> rest = new HashMap<>();
        Map<String, Long> ofExcused = new HashMap<>();
        for (ClassBytes grown : now.growthSince(before)) {
            String name = grown.className();
            growth.put(name, grown.bytes());
            grew.put(name, grown);
            // All of it may be new, unless it is known to be older: the instance itself is mostly as old as the test.
            long ofInstance = ofInstances.getOrDefault(name, 0L);
            long newOfInstance = Math.max(0, ofInstance - earlier.ofInstances(name));
            long excused = total.getOrDefault(name, 0L) - accusable.getOrDefault(name, 0L) - ofInstance;
            ofExcused.put(name, excused);
            long existed = before.of(name).bytes();
            long atMost = earlier.isKnown() ? Math.min(existed, earlier.ofExcused(name)) : existed;
            rest.put(name, Math.max(0, grown.bytes() - newOfInstance - Math.max(0, excused - atMost)));
        }
        Set<String> notAsEarlier = notAsEarlier(shares, rest, ofExcused);
        List<Share> accused = new ArrayList<>();
        for (Share share : shares) {
            (share.holder.accusable ? rest : growth)
                    .forEach((name, bytes) -> candidate(share, name, bytes, !notAsEarlier.contains(name)));
            if (share.holder.accusable && !share.candidate.isEmpty()) {
                accused.add(share);
            }
        }
        Map<String, Long> ofAccusable = new HashMap<>(rest);
        shareOut(accused, rest);
        List<HeapOwner> excused = new ArrayList<>(excused(shares, growth, ofAccusable));
        excused.addAll(
                owners(accused.stream().filter(share -> share.holder.leftOver).toList(), false));
        accused.removeIf(share -> share.holder.leftOver);
        excused.sort(Growth.HEAVIEST_FIRST);
        return new Growth(accused.stream().mapToLong(Share::bytes).sum(), owners(accused, true), excused);
    }

    /**
     * The classes of which the holders let something go since the earlier note: it does not explain all the growth. Those who
     * are excused may as well have let go of some and come into the rest, if they hold as much: then nobody is accused.
     */
    private Set<String> notAsEarlier(List<Share> shares, Map<String, Long> rest, Map<String, Long> ofExcused) {
        Set<String> names = new HashSet<>();
        rest.forEach((name, bytes) -> {
            long fresh = 0;
            for (Share share : shares) {
                ClassBytes held = share.holder.accusable ? share.held.get(name) : null;
                fresh += held == null ? 0 : Math.max(0, held.bytes() - earlier.of(share.holder.holder, name));
            }
            long unexplained = bytes - fresh;
            boolean mayBeExcused = earlier.isKnown() && ofExcused.getOrDefault(name, 0L) >= unexplained;
            if (unexplained > Math.max(bytes / 10, UNCERTAIN) && !mayBeExcused) {
                names.add(name);
            }
        });
        return names;
    }

    private void candidate(Share share, String name, long growth, boolean asEarlier) {
        ClassBytes held = share.held.get(name);
        if (held != null && growth > 0) {
            long fresh = Math.max(0, held.bytes() - (asEarlier ? earlier.of(share.holder.holder, name) : 0));
            if (fresh > 0) {
                share.candidate.put(name, fresh);
            }
        }
    }

    private static void shareOut(List<Share> shares, Map<String, Long> rest) {
        shares.sort(Comparator.comparingLong(Share::candidates).reversed().thenComparing(share -> share.holder.holder));
        List<Share> partly = new ArrayList<>();
        for (Share share : shares) {
            boolean whole = share.candidate.entrySet().stream()
                    .allMatch(each -> isAbout(each.getValue(), rest.get(each.getKey())));
            if (whole) {
                share.candidate.forEach((name, bytes) -> {
                    long grown = Math.min(bytes, rest.get(name));
                    if (grown > 0) {
                        share.grown.put(name, grown);
                        rest.merge(name, -grown, Long::sum);
                    }
                });
            } else {
                partly.add(share);
            }
        }
        Map<String, Long> wanted = new HashMap<>();
        partly.forEach(share -> share.candidate.forEach((name, bytes) -> wanted.merge(name, bytes, Long::sum)));
        for (Share share : partly) {
            share.candidate.forEach((name, bytes) -> {
                long part = Math.min(bytes, (long) ((double) rest.get(name) * bytes / wanted.get(name)));
                if (part > 0) {
                    share.grown.put(name, part);
                }
            });
        }
    }

    /** Whether that much may have come since: others may have let go of a little of the class meanwhile. */
    private static boolean isAbout(long bytes, long grown) {
        return bytes <= grown + Math.min(grown / 10, UNCERTAIN);
    }

    /** What the excused hold of the growth at the least, the classes that only they hold included. */
    private List<HeapOwner> excused(List<Share> shares, Map<String, Long> growth, Map<String, Long> rest) {
        List<Share> excused = new ArrayList<>();
        Map<String, Long> theirs = new HashMap<>(growth);
        rest.forEach((name, bytes) -> theirs.merge(name, -bytes, Long::sum));
        // What grew in the test instance is nobody else's, much as others may hold of the same class.
        ofInstances.forEach((name, bytes) -> theirs.merge(name, -bytes, Long::sum));
        for (Share share : shares) {
            if (!share.holder.accusable) {
                share.candidate.keySet().removeIf(name -> theirs.getOrDefault(name, 0L) <= 0);
                if (!share.candidate.isEmpty()) {
                    excused.add(share);
                }
            }
        }
        shareOut(excused, theirs);
        return owners(excused, false);
    }

    private List<HeapOwner> owners(List<Share> shares, boolean withPaths) {
        List<HeapOwner> owners = new ArrayList<>();
        for (Share share : shares) {
            if (share.bytes() > 0) {
                List<ClassBytes> grown = new ArrayList<>();
                share.grown.forEach((name, bytes) -> grown.add(new ClassBytes(name, instances(share, name), bytes)));
                grown.sort(
                        Comparator.comparingLong(ClassBytes::bytes).reversed().thenComparing(ClassBytes::className));
                HolderText text = new HolderText(classes, share.holder, share.grown, share.held);
                owners.add(new HeapOwner(
                        share.holder.holder,
                        share.bytes(),
                        withPaths ? text.paths() : List.of(),
                        grown,
                        withPaths ? text.remedy() : "",
                        withPaths ? text.links() : List.of()));
            }
        }
        owners.sort(Growth.HEAVIEST_FIRST);
        return List.copyOf(owners);
    }

    /** As many as its part of the growth has: what it holds of the class besides may be of other sizes. */
    private long instances(Share share, String name) {
        ClassBytes all = grew.get(name);
        long part = Math.round((double) all.instances() * share.grown.get(name) / all.bytes());
        return Math.max(1, Math.min(part, share.held.get(name).instances()));
    }

    /** Returns what a holder and all below it hold, by class. */
    static Map<String, ClassBytes> held(HolderTree.Node holder, ClassNames classes) {
        Map<Integer, long[]> byNumber = new HashMap<>();
        sum(holder, byNumber);
        Map<String, ClassBytes> held = new HashMap<>();
        byNumber.forEach((number, figures) -> held.merge(
                classes.nameOf(number),
                new ClassBytes(classes.nameOf(number), figures[0], figures[1]),
                (a, b) -> new ClassBytes(a.className(), a.instances() + b.instances(), a.bytes() + b.bytes())));
        return held;
    }

    private static void sum(HolderTree.Node node, Map<Integer, long[]> byNumber) {
        node.byClass.forEach((number, figures) -> {
            long[] all = byNumber.computeIfAbsent(number, ignored -> new long[2]);
            all[0] += figures[0];
            all[1] += figures[1];
        });
        node.children.forEach(child -> sum(child, byNumber));
    }
}
