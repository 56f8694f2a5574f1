package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.benign.BenignDescriptors;
import dev.leakcheck.internal.benign.BenignDescriptors.Evidence;
import dev.leakcheck.internal.benign.BenignSites;
import dev.leakcheck.internal.jdk.DescriptorIdentity;
import dev.leakcheck.internal.os.DescriptorText;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.owner.StoppedWork;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.LostSocket;
import dev.leakcheck.internal.track.ProcessTable;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One open descriptor; is its own identity. */
final class LiveDescriptor implements LiveResource {

    private static final String REUSED = "it was closed, and its number serves something else by now";

    private static final int STANDARD_ERROR = 2;
    private static final String NAMELESS = "anon_inode:";

    private final int fd;
    private final String link;
    private final @Nullable Opening opening;
    private final DescriptorTable table;
    private final OpenDescriptors system;
    private final long deviceAndInode;
    private volatile TreeWalk.@Nullable Part part;
    private volatile Look look = new Look(List.of());

    LiveDescriptor(int fd, String link, @Nullable Opening opening, DescriptorTable table, OpenDescriptors system) {
        this.fd = fd;
        this.link = link;
        this.opening = opening;
        this.table = table;
        this.system = system;
        this.deviceAndInode = DescriptorIdentity.of(fd);
    }

    LiveDescriptor seenIn(Look now) {
        this.look = now;
        return this;
    }

    int fd() {
        return fd;
    }

    @Nullable Opening opening() {
        return opening;
    }

    String link() {
        return link;
    }

    /** Whether it is what is open under the number now, with this link: that of a file changes when it is renamed or deleted. */
    boolean isStill(String linkNow) {
        long now = link.startsWith(NAMELESS) ? DescriptorIdentity.UNKNOWN : DescriptorIdentity.of(fd);
        boolean sameLink = linkNow.equals(link);
        return now == DescriptorIdentity.UNKNOWN || deviceAndInode == DescriptorIdentity.UNKNOWN
                ? sameLink
                : now == deviceAndInode;
    }

    /** What it was opened as: of two descriptors of one opening only the leader stands for itself. */
    @Override
    public Object identity() {
        return opening == null ? this : opening;
    }

    @Override
    public String summary() {
        return DescriptorText.line(fd, link, look.sockets());
    }

    @Override
    public String label() {
        return DescriptorText.label(link);
    }

    @Override
    public @Nullable Origin origin() {
        return opening == null ? null : opening.origin();
    }

    @Override
    public @Nullable Owner owner() {
        Holder holder = holder();
        if (holder != null && holder.owner() != null) {
            return holder.owner();
        }
        if (opening == null) {
            return Agent.isActive() ? null : listener();
        }
        if (opening.holder() instanceof ProcessTable.Child child) {
            return new Owner(child, "the process", child.origin());
        }
        // What an owner's thread opens, such as a connection that it accepts, is the owner's for whomever it works.
        Keeper keeper = look.keeper(opening.origin().creator());
        if (keeper != null) {
            return keeper.asOwner();
        }
        Opening leader = opening.leader() < 0 ? beginningOfWalk() : table.get(opening.leader());
        return leader == null ? null : new Owner(leader, "the descriptor " + leader.fd(), leader.origin());
    }

    private @Nullable Opening beginningOfWalk() {
        return opening != null && partOfWalk() == TreeWalk.Part.ON_THE_WAY ? look.beginningOfWalk(this, opening) : null;
    }

    /** What it is to a walk through a tree of files. */
    TreeWalk.Part partOfWalk() {
        TreeWalk.Part known = part;
        if (known == null) {
            known = TreeWalk.part(opening);
            part = known;
        }
        return known;
    }

    /** Without hooks, what a server accepts is the server's, whoever connected. */
    private @Nullable Owner listener() {
        LiveDescriptor acceptor = look.acceptor(this);
        return acceptor == null ? null : new Owner(acceptor.identity(), "the listening socket", null);
    }

    @Override
    public Standing standing() {
        Standing standing = standingNow();
        boolean excused = standing.kind() == Standing.Kind.NOBODYS || standing.kind() == Standing.Kind.ENDING;
        if (opening != null && excused) {
            Tracker.instance().collected().excuse(opening);
        }
        return standing;
    }

    private Standing standingNow() {
        if (opening != null && isReused(opening)) {
            table.forget(opening);
            return Standing.nobodys(REUSED);
        }
        Holder holder = holder();
        if (holder != null) {
            return holder.standing();
        }
        if (fd <= STANDARD_ERROR) {
            return Standing.nobodys("it is a standard stream of the process");
        }
        if (opening == null) {
            return standingByLink();
        }
        return standingByOrigin(opening);
    }

    /**
     * Whether something else is open under the number, of which no hook has told: it was opened natively, or a moment ago
     * by a thread that is about to tell. Asked before anybody is accused, since not every look asks the system.
     */
    private boolean isReused(Opening opened) {
        String now = link.startsWith(NAMELESS)
                ? system.link(fd)
                : null; // These have one identity, and differ by their links.
        return !opened.mayBeOpen() || now != null && !now.equals(link);
    }

    static Standing standingByOrigin(Opening opening) {
        if (opening.holder() == LostSocket.LOST) {
            return Standing.nobodys(LostSocket.REASON);
        }
        BenignSites.Rule rule = BenignSites.match(opening.origin().stack());
        if (rule != null) {
            return Standing.nobodys(rule.reason());
        }
        Thread creator = opening.origin().creator();
        String stopped = creator == null || creator == Thread.currentThread() ? null : StoppedWork.ofTasks(creator);
        return stopped == null
                ? Standing.held()
                : Standing.ending("the " + stopped + " whose thread opened it was told to stop");
    }

    /** Without a site the link must tell; with hooks in place it was native code that opened it. */
    private Standing standingByLink() {
        Evidence evidence = Agent.isActive() ? Evidence.NOT_SEEN : Evidence.NO_HOOKS;
        BenignDescriptors.Entry entry = BenignDescriptors.match(link, look.sockets(), evidence);
        return entry == null ? Standing.held() : Standing.nobodys(entry.reason());
    }

    private @Nullable Holder holder() {
        Holder holder = look.holder(fd);
        if (holder == null && link.startsWith("/")) {
            // Also with a site: it may be that of what had the number before native code got it.
            return DescriptorHolders.ofFile(link);
        }
        // What Java code was seen to open is not what native code had under the number before.
        boolean another = holder != null && holder.byNumber() && opening != null && !link.startsWith(NAMELESS);
        return another ? null : holder;
    }

    @Override
    public String siteHeading() {
        return "opened at";
    }

    @Override
    public String remedy() {
        Keeper keeper = look.keeper(fd);
        if (keeper != null) {
            return keeper.remedy();
        }
        return Remedies.forDescriptor(opening == null ? null : opening.origin());
    }
}
