package dev.agentcost.analyzer.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Arguments for methods, made by chance: small numbers, negative ones too, and small data. */
final class Inputs {

    private final Random random;

    Inputs(long seed) {
        random = new Random(seed);
    }

    Object[] forMethod(Method method) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            String type = method.getGenericParameterTypes()[i].getTypeName();
            arguments[i] = value(method.getParameterTypes()[i], type, method.getDeclaringClass());
        }
        return arguments;
    }

    private int number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -random.nextInt(9);
            case 3 -> random.nextInt(60);
            default -> random.nextInt(13);
        };
    }

    private int size() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(9);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = size() + size(); left > 0; left--) {
            text.append("ab ,\n(1)".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private List<Object> elements(String generic) {
        List<Object> list = new ArrayList<>();
        String inner = generic.contains("<")
                ? generic.substring(generic.indexOf('<') + 1, generic.lastIndexOf('>'))
                : "java.lang.Integer";
        for (int left = size(); left > 0; left--) {
            list.add(element(inner));
        }
        return list;
    }

    private Object element(String type) {
        if (type.startsWith("java.util.List")) {
            return elements(type);
        }
        return switch (type) {
            case "java.lang.String" -> text();
            case "java.lang.Boolean" -> random.nextBoolean();
            case "java.lang.Long" -> (long) number();
            default -> number();
        };
    }

    private Object value(Class<?> type, String generic, Class<?> home) {
        if (type == int.class || type == Integer.class || type == short.class || type == byte.class) {
            return number();
        } else if (type == long.class || type == Long.class) {
            return (long) number();
        } else if (type == double.class) {
            return (double) number() / 2;
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class || type == CharSequence.class) {
            return text();
        } else if (type == List.class || type == Collection.class || type == Iterable.class) {
            return elements(generic);
        } else if (type == Set.class) {
            return new HashSet<>(elements(generic));
        } else if (type == Deque.class || type == Queue.class) {
            return new ArrayDeque<>(elements(generic));
        } else if (type == PriorityQueue.class) {
            return new PriorityQueue<>(elements(generic));
        } else if (type == Map.class) {
            return map(generic);
        } else if (type == Iterator.class) {
            return new Counted(elements(generic));
        } else if (type == BufferedReader.class) {
            return new CountedReader(text());
        } else if (type == Stream.class) {
            return elements(generic).stream();
        } else if (type == Optional.class) {
            return Optional.of(number()).filter(x -> random.nextBoolean());
        } else if (type.isArray()) {
            return array(type);
        }
        return function(type, home);
    }

    private Object function(Class<?> type, Class<?> home) {
        int chance = random.nextInt(5);
        if (type == BooleanSupplier.class) {
            return (BooleanSupplier) () -> decide(chance);
        } else if (type == IntPredicate.class) {
            return (IntPredicate) x -> decide(chance);
        } else if (type == Predicate.class) {
            return (Predicate<Object>) x -> decide(chance);
        } else if (type == Supplier.class) {
            return (Supplier<String>) () -> {
                if (decide(chance)) {
                    throw new IllegalStateException("by chance");
                }
                return text();
            };
        }
        return made(type, home);
    }

    /** 0 never, 4 always, between them by chance. */
    private boolean decide(int chance) {
        return random.nextInt(4) < chance;
    }

    /** A type of the suite has a static method {@code any<Type>(Random)}. */
    private Object made(Class<?> type, Class<?> home) {
        try {
            if (type.isEnum()) {
                return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
            }
            Method any = home.getDeclaredMethod("any" + type.getSimpleName(), Random.class);
            any.setAccessible(true);
            return any.invoke(null, random);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("no values of " + type, missing);
        }
    }

    private Map<Object, Object> map(String generic) {
        String[] types = generic.contains("<")
                ? generic.substring(generic.indexOf('<') + 1, generic.lastIndexOf('>'))
                        .split(", ", 2)
                : new String[] {"java.lang.Integer", "java.lang.Integer"};
        Map<Object, Object> map = random.nextBoolean() ? new HashMap<>() : new TreeMap<>();
        for (int left = size(); left > 0; left--) {
            map.put(element(types[0]), element(types[1]));
        }
        return map;
    }

    private Object array(Class<?> type) {
        Class<?> inner = type.getComponentType();
        Object array = java.lang.reflect.Array.newInstance(inner, size());
        for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
            java.lang.reflect.Array.set(array, i, inner == char.class ? (Object) 'a' : value(inner, "", inner));
        }
        return array;
    }

    /** A reader that knows how many lines it has left. */
    private static final class CountedReader extends BufferedReader implements Probe.Sized {
        private long left;

        CountedReader(String text) {
            super(new StringReader(text));
            left = text.lines().count();
        }

        @Override
        public String readLine() throws IOException {
            left = Math.max(0, left - 1);
            return super.readLine();
        }

        @Override
        public long left() {
            return left;
        }
    }

    /** An iterator that knows how much it has left. */
    private static final class Counted implements Iterator<Object>, Probe.Sized {
        private final List<Object> elements;
        private int at;

        Counted(List<Object> elements) {
            this.elements = elements;
        }

        @Override
        public boolean hasNext() {
            return at < elements.size();
        }

        @Override
        public Object next() {
            return elements.get(at++);
        }

        @Override
        public long left() {
            return elements.size() - at;
        }
    }
}
