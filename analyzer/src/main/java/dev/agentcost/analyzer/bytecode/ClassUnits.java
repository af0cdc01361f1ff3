package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Class files as the units of the sources that they were compiled from.
 *
 * @param units by file name: the prefix and the path of the source file
 * @param problems class files that could not be read, each in a sentence
 */
public record ClassUnits(List<Unit> units, List<String> problems) {

    /**
     * Lowers class files. Never fails.
     *
     * @param prefix what stands before the path of a source file in locations, such as {@code agent-1.0.jar!/}
     * @param classFiles contents by path
     * @param typing the types that the class files see, their own included
     */
    public static ClassUnits lower(String prefix, SortedMap<String, byte[]> classFiles, Typing typing) {
        Map<String, List<TypeDeclaration>> byFile = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        classFiles.forEach((path, bytes) -> {
            try {
                ClassFile file = new ClassFile(bytes, typing);
                String place = prefix + TypeReader.sourcePath(file.node());
                TypeDeclaration type = TypeReader.read(file, place);
                byFile.computeIfAbsent(place, key -> new ArrayList<>()).add(type);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
                // ASM answers corrupt class files with whatever its array accesses run into, or asks for as much as
                // they state
                problems.add("cannot read " + prefix + path + ": "
                        + (failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage()));
            }
        });
        List<Unit> units = new ArrayList<>();
        byFile.forEach(
                (place, types) -> units.add(new Unit(place, packageOf(place, prefix), List.copyOf(types), List.of())));
        return new ClassUnits(List.copyOf(units), List.copyOf(problems));
    }

    private static String packageOf(String place, String prefix) {
        String path = place.substring(prefix.length());
        return path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
    }
}
