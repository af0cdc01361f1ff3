package dev.agentcost.analyzer.source;

/**
 * How a name stands in a member.
 *
 * @param name the number of the name
 * @param form what it stands there for
 * @param values how many values a call or creation hands over, {@link FileScan.Member#ANY_NUMBER} where that cannot be told
 * @param receiver the number of the simple name of the type that it is named on, or one of the constants
 */
record Use(int name, Form form, int values, int receiver) {

    /** Named on the object or type that it stands in. */
    static final int OWN = -1;

    /** Named on what has no known type. */
    static final int UNKNOWN = -2;

    /** Named on what is of a type that the files do not declare. */
    static final int FOREIGN = -3;

    /** What a name stands for. */
    enum Form {
        CALL,
        CREATION,
        REFERENCE,
        ANNOTATION,
        /** A member or a constructor of it is named behind it. */
        QUALIFIER,
        PLAIN
    }

    /** Whether it may be a call of what has so many parameters. */
    boolean hands(int parameters) {
        return values == FileScan.Member.ANY_NUMBER || parameters == FileScan.Member.ANY_NUMBER || values == parameters;
    }
}
