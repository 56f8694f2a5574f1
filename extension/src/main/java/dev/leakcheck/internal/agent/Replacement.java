package dev.leakcheck.internal.agent;

/** What woven code lets be replaced; the ordinal is its replacer's place in the hooks' table. */
enum Replacement {
    /** The argument is the BodyHandler of a request, which is the context. */
    JDK_HTTP_HANDLER,
    /** The argument is a BodySubscriber whose kind is about to be asked for. */
    JDK_HTTP_SUBSCRIBER
}
