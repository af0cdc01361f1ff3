package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Expression.Constant;
import java.util.Map;

/** The constants of the language's own number types, which the compiler puts in their place. */
final class NumberConstants {

    /** By their qualified names. */
    static final Map<String, Value> BY_NAME = Map.of(
            "java.lang.Integer.MAX_VALUE", new Value(new Constant((long) Integer.MAX_VALUE), "int"),
            "java.lang.Integer.MIN_VALUE", new Value(new Constant((long) Integer.MIN_VALUE), "int"),
            "java.lang.Long.MAX_VALUE", new Value(new Constant(Long.MAX_VALUE), "long"),
            "java.lang.Long.MIN_VALUE", new Value(new Constant(Long.MIN_VALUE), "long"),
            "java.lang.Short.MAX_VALUE", new Value(new Constant((long) Short.MAX_VALUE), "short"),
            "java.lang.Short.MIN_VALUE", new Value(new Constant((long) Short.MIN_VALUE), "short"));

    private NumberConstants() {}
}
