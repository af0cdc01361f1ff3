package dev.agentcost.analyzer.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where catalogue files come from: the user's paths, the class path and the files that travel in this jar. */
final class CatalogSources {

    /** Names the bundled files, one a line: a jar's folder cannot be listed. */
    private static final String INDEX = "index";

    /** Where a library says what its own calls mean. */
    private static final String IN_LIBRARIES = "META-INF/agentcost/catalog.yaml";

    /** More than the YAML reader takes, which then says so: a jar made to fill the memory does not. */
    private static final int MOST = 4 << 20;

    private static List<CatalogFile> bundled = List.of();

    private CatalogSources() {}

    static List<CatalogFile> readUserFiles(List<Path> paths) throws CatalogException {
        List<CatalogFile> files = new ArrayList<>();
        for (Path path : paths) {
            String name = path.toString();
            files.add(CatalogReader.read(name, decode(name, bytes(path))));
        }
        return files;
    }

    /**
     * The files in jars and directories of classes, in the order of the class path.
     *
     * @param problems takes what is wrong with a file, which is then left out
     */
    static List<CatalogFile> readLibraryFiles(List<Path> classPath, List<String> problems) {
        List<CatalogFile> files = new ArrayList<>();
        for (Path entry : classPath) {
            String name = entry.getFileName() + "!/" + IN_LIBRARIES;
            try {
                Optional<byte[]> found = inLibrary(entry);
                if (found.isPresent()) {
                    files.add(CatalogReader.read(name, decode(name, found.get())));
                }
            } catch (CatalogException broken) {
                problems.add(broken.getMessage() + "; the rows of this file are left out");
            }
        }
        return files;
    }

    /** Whatever holds no catalogue has none; a jar that cannot be read is told of where its classes are asked for. */
    private static Optional<byte[]> inLibrary(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                Path file = entry.resolve(IN_LIBRARIES);
                return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            }
            try (ZipFile jar = new ZipFile(entry.toFile())) {
                ZipEntry file = jar.getEntry(IN_LIBRARIES);
                if (file == null) {
                    return Optional.empty();
                }
                try (InputStream stream = jar.getInputStream(file)) {
                    return Optional.of(stream.readNBytes(MOST));
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The bundled files in the order of their names, read once for all modules of a build. */
    static synchronized List<CatalogFile> readBundledFiles() throws CatalogException {
        if (bundled.isEmpty()) {
            List<CatalogFile> files = new ArrayList<>();
            for (String name : bundledNames()) {
                files.add(CatalogReader.read(name, resource(name)));
            }
            bundled = List.copyOf(files);
        }
        return bundled;
    }

    static List<String> bundledNames() {
        return resource(INDEX).lines().filter(line -> !line.isBlank()).sorted().toList();
    }

    private static String resource(String name) {
        try (InputStream stream = CatalogSources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this build of agentcost lacks its file " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled " + name, e);
        }
    }

    private static byte[] bytes(Path path) throws CatalogException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new CatalogException(path + ": there is no such file; correct the path in the configuration");
        } catch (IOException e) {
            String why = Files.isDirectory(path) ? "is a folder" : "cannot be read (" + e.getMessage() + ")";
            throw new CatalogException(path + ": " + why + "; give the path of a readable YAML file");
        }
    }

    private static String decode(String name, byte[] bytes) throws CatalogException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(buffer)
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new CatalogException(name + ":" + line + ": not UTF-8; save the file in that encoding");
        }
    }
}
