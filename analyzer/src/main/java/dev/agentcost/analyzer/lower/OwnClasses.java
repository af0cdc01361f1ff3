package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.form.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Digests of the sources' own class files, by the top-level class that they belong to. */
final class OwnClasses {

    private static final String SUFFIX = ".class";

    private final Map<String, String> digests;

    private OwnClasses(Map<String, String> digests) {
        this.digests = digests;
    }

    /**
     * Those in some directories.
     *
     * @throws IOException if one cannot be read
     */
    static OwnClasses in(List<Path> directories) throws IOException {
        Map<String, MessageDigest> found = new TreeMap<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                for (Path file : classFiles(directory)) {
                    String name = directory.relativize(file).toString().replace('\\', '/');
                    MessageDigest digest = found.computeIfAbsent(topLevel(name), key -> Sha256.start());
                    digest.update(LoweredFiles.digest(name).getBytes(StandardCharsets.US_ASCII));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        Map<String, String> digests = new TreeMap<>();
        found.forEach((name, digest) -> digests.put(name, HexFormat.of().formatHex(digest.digest())));
        return new OwnClasses(digests);
    }

    private static List<Path> classFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String topLevel(String file) {
        String name = file.substring(0, file.length() - SUFFIX.length());
        int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    /** The digest of the classes of a file. */
    String of(SourceNames.TopLevel file) {
        StringBuilder all = new StringBuilder();
        for (String name : names(file)) {
            all.append(name).append(' ').append(digests.getOrDefault(name, "")).append('\n');
        }
        return LoweredFiles.digest(all.toString());
    }

    /**
     * The digest of the classes that belong to none of the files: which there are, and of those that were asked for what they hold. The
     * others are mostly those of sources that reach no model, and change as often as any.
     *
     * @param asked paths of class files
     */
    String besides(Collection<SourceNames.TopLevel> files, Collection<String> asked) {
        Set<String> known = new HashSet<>();
        files.forEach(file -> known.addAll(names(file)));
        Set<String> read = asked.stream().map(OwnClasses::topLevel).collect(Collectors.toSet());
        StringBuilder all = new StringBuilder();
        digests.forEach((name, digest) -> {
            if (!known.contains(name)) {
                all.append(name)
                        .append(' ')
                        .append(read.contains(name) ? digest : "")
                        .append('\n');
            }
        });
        return LoweredFiles.digest(all.toString());
    }

    /** A file without a type declaration round its methods is a class of the file's name. */
    private static List<String> names(SourceNames.TopLevel file) {
        String folder = file.packageName().isEmpty() ? "" : file.packageName().replace('.', '/') + "/";
        String base = file.file().substring(file.file().lastIndexOf('/') + 1).replace(".java", "");
        return Stream.concat(Stream.of(base), file.types().stream())
                .distinct()
                .map(name -> folder + name)
                .toList();
    }
}
