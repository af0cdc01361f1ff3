package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.IrPrinter;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Java sources, lowered without class path: files by name, or one type's members. */
final class Snippet {

    private static final Catalog CATALOG = catalog();

    private final LoweredProgram program;

    private Snippet(LoweredProgram program) {
        this.program = program;
    }

    static Catalog catalog() {
        try {
            return Catalog.load(List.of(), List.of(), Map.of());
        } catch (CatalogException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class {@code p.A} with these members, in a file with the usual imports on its first line. */
    static Snippet members(String members) {
        return files(Map.of(
                "p/A.java",
                "package p; import java.util.*; import java.util.function.*; class A {\n" + members + "\n}\n"));
    }

    static Snippet files(Map<String, String> files) {
        return new Snippet(load(files));
    }

    static LoweredProgram load(Map<String, String> files) {
        try {
            Path directory = Files.createTempDirectory("agentcost-snippet");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            LoweredProgram program =
                    SourceProgram.load(SourceOptions.of(directory).withEverything(), CATALOG);
            for (String file : files.keySet()) {
                Files.delete(directory.resolve(file));
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoweredProgram program() {
        return program;
    }

    List<String> typeNames() {
        return program.units().stream()
                .flatMap(unit -> unit.types().stream())
                .map(TypeDeclaration::name)
                .toList();
    }

    TypeDeclaration type(String name) {
        return program.units().stream()
                .flatMap(unit -> unit.types().stream())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name + " is none of " + typeNames()));
    }

    MethodDeclaration method(String type, String name) {
        return type(type).methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    /** A method of {@code p.A}. */
    MethodDeclaration method(String name) {
        return method("p.A", name);
    }

    Body body(String name) {
        return method(name).body();
    }

    /** The body of a method of {@code p.A} as text. */
    String print(String name) {
        return IrPrinter.print(body(name));
    }

    String print(String type, String name) {
        return IrPrinter.print(method(type, name).body());
    }
}
