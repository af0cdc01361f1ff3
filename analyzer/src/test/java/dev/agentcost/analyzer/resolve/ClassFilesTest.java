package dev.agentcost.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassFilesTest {

    private static final String SOURCE = """
            package a;
            import java.util.*;
            import java.util.function.Function;
            public abstract class Box<T extends Number & Comparable<T>> implements Iterable<T> {
                public static final int LIMIT = 5;
                static final boolean ON = true;
                Map.Entry<String, ? extends T>[] entries;
                public <K, R extends List<K>> R convert(Function<? super T, ? extends K> f, Map<?, int[]> m, T... rest) { return null; }
                protected abstract void plain(int i, String[] s);
                class Inner<X> { Inner(X x, int i) {} Inner(long l) {} T outer(X x) { return null; } }
                static class Nested$Dollar {}
                private void hidden() {}
            }
            """;

    @TempDir
    Path directory;

    private Path classes() {
        return Compiler.compile(directory, "a/Box.java", SOURCE);
    }

    private static MethodInfo method(TypeInfo type, String name) {
        return type.methods().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @Test
    void genericDeclarationsAreReadWithWildcardsAsTheirBounds() {
        try (ClassFiles files = ClassFiles.of(List.of(classes()))) {
            TypeInfo box = files.type("a.Box").orElseThrow();

            assertThat(box.isInterface()).isFalse();
            assertThat(box.typeParameters()).containsExactly("T extends java.lang.Number");
            assertThat(box.supertypes()).containsExactly("java.lang.Object", "java.lang.Iterable<T>");
            MethodInfo convert = method(box, "convert");
            assertThat(convert.typeParameters()).containsExactly("K", "R extends java.util.List<K>");
            assertThat(convert.parameterTypes())
                    .containsExactly(
                            "java.util.function.Function<T, K>", "java.util.Map<java.lang.Object, int[]>", "T[]");
            assertThat(convert.returnType()).isEqualTo("R");
            assertThat(convert.isVarArgs()).isTrue();
            assertThat(new Typing(files).erasedParameterTypes(convert))
                    .containsExactly("java.util.function.Function", "java.util.Map", "java.lang.Number[]");
            assertThat(method(box, "plain").isAbstract()).isTrue();
            assertThat(method(box, "hidden").isPrivate()).isTrue();
            assertThat(files.problems()).isEmpty();
        }
    }

    @Test
    void aMethodWithoutParametersHasNoVarargsWhateverADamagedClassSays() throws IOException {
        ClassWriter damaged = new ClassWriter(0);
        damaged.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/Damaged", null, "java/lang/Object", null);
        damaged.visitMethod(Opcodes.ACC_ABSTRACT | Opcodes.ACC_VARARGS, "run", "()I", null, null);
        damaged.visitEnd();
        Path jar = jar(directory.resolve("damaged.jar"), Map.of("a/Damaged.class", damaged.toByteArray()));
        try (ClassFiles files = ClassFiles.of(List.of(jar))) {
            Typing typing = new Typing(files);

            assertThat(typing.declaredMethod("a.Damaged", "run", List.of("int")))
                    .isEmpty();
            assertThat(typing.declaredMethod("a.Damaged", "run", List.of())).isPresent();
        }
    }

    @Test
    void fieldsHaveTheirConstantsAsTheLoweredFormHasThem() {
        try (ClassFiles files = ClassFiles.of(List.of(classes()))) {
            TypeInfo box = files.type("a.Box").orElseThrow();

            assertThat(box.fields())
                    .contains(
                            new FieldInfo("a.Box", "LIMIT", "int", true, 5L),
                            new FieldInfo("a.Box", "ON", "boolean", true, true),
                            new FieldInfo(
                                    "a.Box", "entries", "java.util.Map.Entry<java.lang.String, T>[]", false, null));
        }
    }

    @Test
    void nestedTypesAreFoundByTheirDottedNamesAndDollarsAreLetters() {
        try (ClassFiles files = ClassFiles.of(List.of(classes()))) {
            TypeInfo inner = files.type("a.Box.Inner").orElseThrow();

            assertThat(inner.name()).isEqualTo("a.Box.Inner");
            assertThat(inner.methods().stream().filter(m -> m.name().equals("<init>")))
                    .as("constructors without the outer object")
                    .extracting(MethodInfo::parameterTypes)
                    .containsExactlyInAnyOrder(List.of("X", "int"), List.of("long"));
            assertThat(method(inner, "outer").returnType())
                    .as("the outer class's variable means nothing here")
                    .isEqualTo("java.lang.Object");
            assertThat(files.type("a.Box.Nested$Dollar")).isPresent();
            assertThat(files.type("a.Box.Nested.Dollar")).isEmpty();
            assertThat(files.type("java.util.Map.Entry")).isPresent();
        }
    }

    @Test
    void theJdkIsKnownAndTheAnalyserIsNot() {
        assertThat(Worlds.JDK.type("java.net.http.HttpClient")).isPresent();
        assertThat(Worlds.JDK.type(ClassFiles.class.getName())).isEmpty();
        assertThat(Worlds.JDK.type("org.objectweb.asm.ClassReader")).isEmpty();
    }

    @Test
    void jarsAreReadAndTheFirstOnTheClassPathWins() throws IOException {
        byte[] inJar = Files.readAllBytes(classes().resolve("a/Box.class"));
        Path other = Compiler.compile(directory.resolve("other"), "a/Box.java", "package a; public interface Box {}");
        Path jar = jar(directory.resolve("box.jar"), Map.of("a/Box.class", inJar));

        try (ClassFiles jarFirst = ClassFiles.of(List.of(jar, other));
                ClassFiles jarLast = ClassFiles.of(List.of(other, jar))) {
            assertThat(jarFirst.type("a.Box").orElseThrow().isInterface()).isFalse();
            assertThat(jarLast.type("a.Box").orElseThrow().isInterface()).isTrue();
        }
    }

    @Test
    void whatCannotBeReadIsToldOnceAndHidesNothingElse() throws IOException {
        byte[] good = Files.readAllBytes(classes().resolve("a/Box.class"));
        byte[] cut = Arrays.copyOf(good, good.length / 2);
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no zip at all");
        Path missing = directory.resolve("missing.jar");
        Path jar = jar(
                directory.resolve("mixed.jar"),
                Map.of("a/Box.class", good, "a/Cut.class", cut, "a/Text.class", "hi".getBytes(StandardCharsets.UTF_8)));

        try (ClassFiles files = ClassFiles.of(List.of(broken, missing, jar))) {
            for (int i = 0; i < 2; i++) {
                assertThat(files.type("a.Cut")).isEmpty();
                assertThat(files.type("a.Text")).isEmpty();
                assertThat(files.type("a.Box")).isPresent();
            }
            assertThat(files.problems()).hasSize(3).isSorted();
            assertThat(files.problems().get(0)).startsWith("cannot open broken.jar: ");
            assertThat(files.problems().get(1))
                    .startsWith("cannot read a/Cut.class and 1 more class file in mixed.jar: ");
            assertThat(files.problems().get(2)).isEqualTo("class path entry missing.jar does not exist");
        }
    }

    @Test
    void classFilesNewerThanKnownAreReadAsTheNewestAndTheJarIsToldOnce() throws IOException {
        byte[] box = Files.readAllBytes(classes().resolve("a/Box.class"));
        byte[] inner = Files.readAllBytes(classes().resolve("a/Box$Inner.class"));
        box[7] = 99;
        inner[7] = 98;
        Path jar = jar(directory.resolve("new.jar"), Map.of("a/Box.class", box, "a/Box$Inner.class", inner));

        try (ClassFiles files = ClassFiles.of(List.of(jar))) {
            assertThat(method(files.type("a.Box").orElseThrow(), "convert").returnType())
                    .isEqualTo("R");
            assertThat(files.type("a.Box.Inner")).isPresent();
            assertThat(files.problems())
                    .containsExactly(
                            "new.jar has class files of a newer Java (version 99) than is known: they are read as"
                                    + " those of Java 28, what is new in them is not seen; use a newer agentcost");
        }
    }

    @Test
    void whatAClassFileStatesOfItsLengthIsNotBelieved() throws IOException {
        byte[] good = Files.readAllBytes(classes().resolve("a/Box.class"));
        String text = new String(good, StandardCharsets.ISO_8859_1);
        byte[] forged = text.replace("InnerClasses", "InnerClassez").getBytes(StandardCharsets.ISO_8859_1);
        Path target = Files.createDirectories(directory.resolve("forged/a")).resolve("Box.class");
        for (int at = forged.length - 120; at < forged.length - 4; at++) { // attributes of the class stand last
            byte[] huge = forged.clone();
            Arrays.fill(huge, at, at + 4, (byte) 0xFF);
            huge[at] = 0x7F;
            Files.write(target, huge);
            try (ClassFiles files = ClassFiles.of(List.of(directory.resolve("forged")))) {
                files.type("a.Box");
                assertThat(files.problems()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void aJarThatUnpacksToMoreThanAnyClassFileIsNotUnpacked() throws IOException {
        Path bomb = directory.resolve("bomb.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("a/Box.class"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < ClassBytes.MOST / zeros.length + 2; i++) {
                zip.write(zeros);
            }
        }
        try (ClassFiles files = ClassFiles.of(List.of(bomb))) {
            assertThat(files.type("a.Box")).isEmpty();
            assertThat(files.problems()).containsExactly("cannot read a/Box.class in bomb.jar: has more than 64 MB");
        }
    }

    @Test
    void everyCutOfAClassFileIsSurvived() throws IOException {
        byte[] good = Files.readAllBytes(classes().resolve("a/Box.class"));
        Path target = Files.createDirectories(directory.resolve("cuts/a")).resolve("Box.class");
        for (int length = 0; length < good.length; length += 7) {
            Files.write(target, Arrays.copyOf(good, length));
            try (ClassFiles files = ClassFiles.of(List.of(directory.resolve("cuts")))) {
                files.type("a.Box");
                assertThat(files.problems()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void namesThatAreNoneAreNotLookedFor() {
        try (ClassFiles files = ClassFiles.of(List.of(directory))) {
            for (String name : List.of("", "<lambda:1>", "a/b", "..", "a..b", ".", "int[]", "a b", "\0")) {
                assertThat(files.type(name)).isEmpty();
            }
            assertThat(files.problems()).isEmpty();
        }
    }

    @Test
    void aSourceTypeGainsWhatOnlyItsClassFileHas() {
        Path classes = Compiler.compile(
                directory,
                "a/Bean.java",
                "package a; class Bean { int generated; int getX() { return 1; } void own() {} }");
        TypeInfo source = Worlds.type("a.Bean", List.of(), Worlds.method("a.Bean", "own", "void", "a.Other"));
        try (ClassFiles files = ClassFiles.of(List.of(classes))) {
            TypeInfo merged = new LayeredTypeWorld(Map.of("a.Bean", source), files, name -> Optional.empty())
                    .type("a.Bean")
                    .orElseThrow();

            assertThat(merged.origin()).isEqualTo(TypeInfo.Origin.SOURCE);
            assertThat(method(merged, "getX").returnType()).isEqualTo("int");
            assertThat(method(merged, "own").parameterTypes()).containsExactly("a.Other");
            assertThat(merged.methods()).filteredOn(m -> m.name().equals("own")).hasSize(1);
            assertThat(merged.fields()).extracting(FieldInfo::name).containsExactly("generated");
        }
    }
}
