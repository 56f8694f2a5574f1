package dev.leakcheck.internal.heap;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a dump tells of who holds what, without the dump's graph; can be written and read.
 *
 * @param names of classes and fields
 * @param holders with all below them
 * @param total bytes of all objects by class
 * @param ofInstances what only instances of test classes retain
 */
record HolderReport(
        ClassNames names,
        List<HolderTree.Node> holders,
        Map<String, Long> total,
        HeapDumpReachability.Retained ofInstances) {

    static HolderReport of(HeapDumpReachability dump, Set<String> testClasses, ThreadFacts facts) {
        List<HolderTree.Node> holders = new ArrayList<>();
        dump.holders(testClasses, facts).holders().forEach(holders::add);
        return new HolderReport(
                dump.classes(), holders, dump.bytesByClass(), dump.retainedOnlyByInstancesOf(testClasses));
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(total.size());
        for (Map.Entry<String, Long> each : total.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeLong(each.getValue());
        }
        out.writeLong(ofInstances.bytes());
        out.writeInt(ofInstances.classes().size());
        for (ClassBytes each : ofInstances.classes()) {
            out.writeUTF(each.className());
            out.writeLong(each.instances());
            out.writeLong(each.bytes());
        }
        Map<Integer, String> classes = new TreeMap<>();
        Map<Long, String> fields = new TreeMap<>();
        holders.forEach(holder -> collect(holder, classes, fields));
        out.writeInt(classes.size());
        for (Map.Entry<Integer, String> each : classes.entrySet()) {
            out.writeInt(each.getKey());
            out.writeUTF(each.getValue());
        }
        out.writeInt(fields.size());
        for (Map.Entry<Long, String> each : fields.entrySet()) {
            out.writeLong(each.getKey());
            out.writeUTF(each.getValue());
        }
        out.writeInt(holders.size());
        for (HolderTree.Node holder : holders) {
            write(holder, out);
        }
    }

    private void collect(HolderTree.Node node, Map<Integer, String> classes, Map<Long, String> fields) {
        int type = node.type >= 0 ? node.type : -2 - node.type;
        if (type >= 0) {
            classes.computeIfAbsent(type, names::nameOf);
        }
        node.byClass.keySet().forEach(number -> classes.computeIfAbsent(number, names::nameOf));
        if (node.field != 0) {
            fields.computeIfAbsent(node.field, names::text);
        }
        node.back.forEach((field, number) -> {
            fields.computeIfAbsent(field, names::text);
            classes.computeIfAbsent(number, names::nameOf);
        });
        node.children.forEach(child -> collect(child, classes, fields));
    }

    private static void write(HolderTree.Node node, DataOutput out) throws IOException {
        out.writeUTF(node.holder);
        out.writeInt(node.type);
        out.writeLong(node.field);
        out.writeBoolean(node.accusable);
        out.writeBoolean(node.leftOver);
        out.writeLong(node.entries);
        out.writeInt(node.byClass.size());
        for (Map.Entry<Integer, long[]> each : node.byClass.entrySet()) {
            out.writeInt(each.getKey());
            out.writeLong(each.getValue()[0]);
            out.writeLong(each.getValue()[1]);
        }
        out.writeInt(node.back.size());
        for (Map.Entry<Long, Integer> each : node.back.entrySet()) {
            out.writeLong(each.getKey());
            out.writeInt(each.getValue());
        }
        out.writeInt(node.children.size());
        for (HolderTree.Node child : node.children) {
            write(child, out);
        }
    }

    static HolderReport read(DataInput in) throws IOException {
        Map<String, Long> total = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            total.put(in.readUTF(), in.readLong());
        }
        long retained = in.readLong();
        List<ClassBytes> classes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.add(new ClassBytes(in.readUTF(), in.readLong(), in.readLong()));
        }
        Map<Integer, String> classNames = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            classNames.put(in.readInt(), in.readUTF());
        }
        Map<Long, String> fieldNames = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            fieldNames.put(in.readLong(), in.readUTF());
        }
        List<HolderTree.Node> holders = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            holders.add(readNode(in, null));
        }
        return new HolderReport(
                new Names(classNames, fieldNames),
                holders,
                total,
                new HeapDumpReachability.Retained(retained, List.copyOf(classes)));
    }

    private static HolderTree.Node readNode(DataInput in, HolderTree.Node parent) throws IOException {
        HolderTree.Node node = new HolderTree.Node(0, parent, in.readUTF(), in.readInt(), in.readLong());
        node.accusable = in.readBoolean();
        node.leftOver = in.readBoolean();
        node.entries = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            node.byClass.put(in.readInt(), new long[] {in.readLong(), in.readLong()});
        }
        for (int left = in.readInt(); left > 0; left--) {
            node.back.put(in.readLong(), in.readInt());
        }
        for (int left = in.readInt(); left > 0; left--) {
            node.children.add(readNode(in, node));
        }
        return node;
    }

    private record Names(Map<Integer, String> classes, Map<Long, String> fields) implements ClassNames {

        @Override
        public String nameOf(int number) {
            return classes.getOrDefault(number, "?");
        }

        @Override
        public String text(long nameId) {
            return fields.getOrDefault(nameId, "?");
        }
    }
}
