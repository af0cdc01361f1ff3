package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.nodeTypes.NodeWithName;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.TypeWorld;
import dev.agentcost.analyzer.source.ParsedUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps types apart that several source roots declare under one name, as the modules of a tree of examples do: all but the first
 * are known by {@linkplain Types#variant a name of their own}. A file means the type of its own root, else that of the root whose
 * path shares most with its own.
 */
final class SourceNames {

    /**
     * What a file declares.
     *
     * @param types simple names of its top-level types
     */
    record TopLevel(String file, String packageName, List<String> types) {

        static TopLevel of(ParsedUnit unit, CompilationUnit tree) {
            return new TopLevel(
                    unit.file(),
                    SourceNames.packageName(tree),
                    tree.getTypes().stream()
                            .map(NodeWithSimpleName::getNameAsString)
                            .toList());
        }
    }

    /** For each name that several roots declare: the root and the name that its type is known by. */
    private final Map<String, SortedMap<String, String>> variants;

    private SourceNames(Map<String, SortedMap<String, String>> variants) {
        this.variants = variants;
    }

    /** The names of the top-level types of these files, which are in the order of their paths. */
    static SourceNames of(List<TopLevel> files) {
        Map<String, SortedMap<String, String>> declared = new LinkedHashMap<>();
        for (TopLevel file : files) {
            String packageName = file.packageName();
            String root = root(file.file(), packageName);
            file.types().stream()
                    .map(name -> packageName.isEmpty() ? name : packageName + "." + name)
                    .forEach(name -> add(declared.computeIfAbsent(name, key -> new TreeMap<>()), root, name));
        }
        declared.values().removeIf(roots -> roots.size() == 1);
        return new SourceNames(declared);
    }

    private static void add(SortedMap<String, String> roots, String root, String name) {
        if (!roots.containsKey(root)) {
            roots.put(root, roots.isEmpty() ? name : Types.variant(name, roots.size() + 1));
        }
    }

    static String packageName(CompilationUnit tree) {
        return tree.getPackageDeclaration().map(NodeWithName::getNameAsString).orElse("");
    }

    /** The directory that the packages start in. */
    private static String root(String file, String packageName) {
        String directory = file.substring(0, Math.max(0, file.lastIndexOf('/')));
        String packages = packageName.replace('.', '/');
        boolean regular = directory.equals(packages) || directory.endsWith("/" + packages);
        return regular ? directory.substring(0, directory.length() - packages.length()) : directory + "/";
    }

    /** What a file means by type names. */
    View seenFrom(String file, String packageName) {
        return new View(root(file, packageName));
    }

    /** What the files of one root mean by type names. */
    final class View {
        private final String root;

        private View(String root) {
            this.root = root;
        }

        /** Whether no two roots declare a type of one name. */
        boolean areUnique() {
            return variants.isEmpty();
        }

        String root() {
            return root;
        }

        /** How many folders a path and the root have in common, from the top. */
        int shared(String path) {
            return shared(path, root);
        }

        /** The name that the type of this fully qualified name, or the member of one, is known by. */
        String of(String name) {
            if (areUnique()) {
                return name;
            }
            for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
                SortedMap<String, String> roots = variants.get(name.substring(0, end));
                if (roots != null) {
                    return nearest(roots) + name.substring(end);
                }
            }
            return name;
        }

        private String nearest(SortedMap<String, String> roots) {
            String best = "";
            int most = -1;
            for (Map.Entry<String, String> candidate : roots.entrySet()) {
                int shared = candidate.getKey().equals(root) ? Integer.MAX_VALUE : shared(candidate.getKey(), root);
                if (shared > most) {
                    most = shared;
                    best = candidate.getValue();
                }
            }
            return best;
        }

        private static int shared(String one, String other) {
            int shared = 0;
            for (int i = 0; i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i); i++) {
                shared += one.charAt(i) == '/' ? 1 : 0;
            }
            return shared;
        }

        /** The declarations as the files of this root see them. */
        TypeWorld of(TypeWorld world) {
            return areUnique() ? world : name -> world.type(of(name));
        }
    }
}
