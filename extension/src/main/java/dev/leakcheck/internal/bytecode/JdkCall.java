package dev.leakcheck.internal.bytecode;

import java.util.regex.Pattern;

/** What a call into the JDK does to the objects it gets: what is not known here may do anything. */
enum JdkCall {
    /** Returns something that is in the object; that stays as it is, but for being emptied. */
    ELEMENT,
    /** Returns nothing that leads back to the object. */
    READ,
    /** Returns another way to the object. */
    VIEW,
    /** Returns an unchangeable view. */
    WRAP,
    /** Takes over what its arguments hold, but not these themselves. */
    COPY,
    ANYTHING;

    private static final Pattern ELEMENTS = Pattern.compile(
            "get|getOrDefault|getKey|getValue|getFirst|getLast|element|peek\\w*|poll\\w*|remove\\w*|first|last"
                    + "|(floor|ceiling|higher|lower|first|last)(Key|Entry)?|nth|elementAt|nextElement|getPlain|getAcquire|orElse\\w*");
    private static final Pattern READS = Pattern.compile(
            "contains\\w*|size|isEmpty|length|capacity|indexOf|lastIndexOf|hashCode|equals|toString|charAt|hasNext|hasMoreElements"
                    + "|cardinality|toArray|toByteArray|stream|parallelStream|spliterator|forEach|clear|retainAll|getClass|compareTo"
                    + "|isPresent|getProperty|intValue|longValue|getLength|nextSetBit|nextClearBit|mappingCount|reduce\\w*|search\\w*"
                    + "|deepToString|writeTo|clone|copyOf|copyOfRange|isNull|nonNull|hash");
    private static final Pattern VIEWS = Pattern.compile(
            "next|previous|entrySet|keySet|navigableKeySet|values|iterator|listIterator|elements|keys|subList|(head|tail|sub)(Map|Set)"
                    + "|descending\\w+|reversed|asList|synchronized\\w+|checked\\w+|asIterator|requireNonNull\\w*");
    private static final Pattern COPIES = Pattern.compile("addAll|putAll|load|loadFromXML|setAll");
    private static final Pattern COLLECTION =
            Pattern.compile("java/util/(concurrent/)?\\w*(Map|Set|List|Deque|Queue|Vector|Stack|Hashtable)");
    private static final Pattern TEXT =
            Pattern.compile("java/(lang/(String|StringBuilder|StringBuffer)|io/Print(Stream|Writer))");

    /** Runs what it is given before it returns. */
    private static final Pattern RUNS_AT_ONCE = Pattern.compile(
            "forEach\\w*|compute\\w*|merge|replaceAll|removeIf|sort|setAll|orElseGet|ifPresent\\w*|map|filter");

    private static final Pattern UNCHANGEABLE = Pattern.compile(
            "java/(lang/(String|Integer|Long|Short|Byte|Character|Boolean|Double|Float|Number|Class|Enum|Void|Throwable|\\w+Exception"
                    + "|\\w*Error|reflect/.*|Module)|math/.*|time/.*|util/(UUID|Locale|Currency|regex/.*)|nio/charset/.*|net/UR[IL]"
                    + "|nio/file/Path|text/.*|util/concurrent/atomic/(AtomicBoolean|AtomicInteger|AtomicLong|LongAdder))");

    static JdkCall of(String ofClass, String name) {
        if (ofClass.startsWith("java/util/function/") || ofClass.equals("java/util/concurrent/Callable")) {
            return ANYTHING;
        }
        if (ofClass.equals("java/util/Collections") && name.startsWith("unmodifiable")) {
            return WRAP;
        }
        boolean constructor = name.equals("<init>");
        if (COPIES.matcher(name).matches()
                || constructor && COLLECTION.matcher(ofClass).matches()) {
            return COPY;
        }
        if (ofClass.equals("java/lang/System") && name.equals("arraycopy")) {
            return COPY;
        }
        if (ofClass.startsWith("java/util/stream/") || READS.matcher(name).matches()) {
            return READ;
        }
        if (TEXT.matcher(ofClass).matches() && !constructor) {
            return ofClass.equals("java/lang/String") ? READ : COPY;
        }
        if (VIEWS.matcher(name).matches()) {
            return VIEW;
        }
        return ELEMENTS.matcher(name).matches() ? ELEMENT : ANYTHING;
    }

    static boolean runsAtOnce(String ofClass, String name) {
        return ofClass.startsWith("java/util/stream/")
                || ofClass.startsWith("java/") && RUNS_AT_ONCE.matcher(name).matches();
    }

    /** Whether nothing of a type can grow, or its own code is asked about that. */
    static boolean isOutOfQuestion(String type) {
        if (type.startsWith("[")) {
            return type.length() == 2;
        }
        return !type.startsWith("java/") || UNCHANGEABLE.matcher(type).matches();
    }
}
