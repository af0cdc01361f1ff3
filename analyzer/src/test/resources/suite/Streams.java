import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Iteration without loop syntax. */
class Streams {

    static void forEach(List<Integer> list) {
        list.forEach(x -> work(x)); // bound: size(list)
    }

    static void methodReference(List<Integer> list) {
        list.forEach(Streams::work); // bound: size(list)
    }

    static void mapForEach(Map<String, Integer> map) {
        map.forEach((k, v) -> work(v)); // bound: size(map)
    }

    static void streamForEach(List<Integer> list) {
        list.stream().forEach(x -> work(x)); // bound: size(list)
    }

    static List<Integer> mapped(List<Integer> list) {
        return list.stream()
                .map(x -> twice(x)) // bound: size(list)
                .toList();
    }

    static List<Integer> filtered(List<Integer> list) {
        return list.stream()
                .filter(x -> x > 3) // bound: size(list)
                .map(x -> twice(x)) // bound: size(list)
                .collect(Collectors.toList());
    }

    static void limited(List<Integer> list) {
        list.stream()
                .limit(5)
                .forEach(x -> work(x)); // bound: min(size(list), 5)
    }

    static void limitedToAParameter(List<Integer> list, int n) {
        list.stream()
                .limit(n)
                .forEach(x -> work(x)); // bound: min(n, size(list))
    }

    static void range(int n) {
        IntStream.range(0, n).forEach(i -> work(i)); // bound: n
    }

    static void closedRange(int n) {
        IntStream.rangeClosed(1, n).forEach(i -> work(i)); // bound: n
    }

    static void rangeFromAParameter(int start, int end) {
        IntStream.range(start, end).forEach(i -> work(i)); // bound: [end - start]
    }

    static void constantRange() {
        IntStream.range(3, 10).forEach(i -> work(i)); // bound: 7
    }

    static void arrays(int[] values) {
        Arrays.stream(values).forEach(x -> work(x)); // bound: size(values)
    }

    static void streamOf() {
        Stream.of(1, 2, 3).forEach(x -> work(x)); // bound: 3
    }

    static void optional(Optional<Integer> value) {
        value.ifPresent(x -> work(x));
    }

    static void removeIf(List<Integer> list) {
        list.removeIf(x -> x > 2); // bound: size(list)
    }

    static void nestedForEach(List<Integer> list) {
        list.forEach(x -> list.forEach(y -> work(x + y))); // bound: size(list)
    }

    static void loopOverAMappedList(List<Integer> list) {
        List<Integer> mapped = list.stream().map(x -> twice(x)).toList(); // bound: size(list)
        for (int x : mapped) { // bound: size(list)
            work(x);
        }
    }

    static void iteratedWithALimit() {
        Stream.iterate(1, x -> x + 1) // bound: 4
                .limit(4)
                .forEach(x -> work(x)); // bound: 4
    }

    static void anyMatch(List<Integer> list) {
        list.stream().anyMatch(x -> x > 3); // bound: size(list)
    }

    static void lines(BufferedReader reader) throws IOException {
        String line;
        while ((line = reader.readLine()) != null) { // bound: size(reader)
            work(line.length());
        }
    }

    static void linesThatAreCut(BufferedReader reader) throws IOException {
        String line;
        while ((line = reader.readLine()) != null) { // bound: size(reader)
            if (line.startsWith("data:")) {
                line = line.substring(5).trim();
                work(line.length());
            }
        }
    }

    static void linesThatAreReadOnceAndCut(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (line != null) { // unbounded
            line = line.substring(5).trim();
            work(line.length());
        }
    }

    static void linesReadOnOnePath(BufferedReader reader, int n) throws IOException {
        String line = reader.readLine();
        while (line != null) { // unbounded
            if (n > 3) {
                line = reader.readLine();
            }
        }
    }

    static void tokens(String text) {
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) { // bound: size(text)
            work(tokens.nextToken().length());
        }
    }

    static void lambdaCalledInALoop(int n) {
        Runnable task = () -> {
            for (int i = 0; i < 4; i++) { // bound: 4
                work(i);
            }
        };
        for (int i = 0; i < n; i++) { // bound: n
            task.run();
        }
    }

    static void functionParameter(List<Integer> list) {
        apply(3, () -> {
            for (int x : list) { // bound: size(list)
                work(x);
            }
        });
    }

    private static void apply(int times, Runnable task) {
        for (int i = 0; i < times; i++) { // bound: times
            task.run();
        }
    }

    static void collected(List<Integer> list) {
        List<Integer> copy = new ArrayList<>(list);
        copy.replaceAll(x -> x + 1); // bound: size(list)
    }

    static void stringLines(String text) {
        text.lines().forEach(line -> work(line.length())); // bound: size(text)
    }

    static void characters(String text) {
        text.chars().forEach(c -> work(c)); // bound: size(text)
    }

    private static int twice(int x) {
        return 2 * x;
    }

    private static void work(int i) {}
}
