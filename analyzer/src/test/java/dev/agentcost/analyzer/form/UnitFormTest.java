package dev.agentcost.analyzer.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.source.Workers;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is written is read again, and nothing else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnitFormTest {

    private static final int VERSION_AT = 7;

    private List<Unit> units;

    @BeforeAll
    void lower() throws CatalogException {
        SourceOptions options = new SourceOptions(
                Path.of("src"), List.of(Path.of("src")), List.of(), List.of(), StandardCharsets.UTF_8, true, true, 2);
        try (LoweredProgram program = SourceProgram.load(options, Catalog.load(List.of(), List.of(), Map.of()))) {
            units = program.units();
        }
    }

    @Test
    void every_unit_of_these_sources_is_the_same_when_read_again() {
        assertThat(units.size()).isGreaterThan(300);
        for (Unit unit : units) {
            // not by AssertJ, which would print both
            assertThat(read(write(unit)).equals(unit)).as(unit.file()).isTrue();
        }
    }

    @Test
    void units_of_one_file_share_their_texts_and_are_read_in_their_order() throws FormException {
        FormWriter out = new FormWriter();
        out.list(units, unit -> UnitWriter.write(unit, out));
        byte[] together = out.bytes();
        FormReader in = new FormReader(together);
        assertThat(in.list(() -> UnitReader.read(in)).equals(units)).isTrue();
        in.end();
        assertThat(together.length)
                .isLessThan(units.stream().mapToInt(unit -> write(unit).length).sum());
    }

    @Test
    void the_same_unit_gives_the_same_bytes_also_after_it_was_read() {
        for (Unit unit : units) {
            byte[] bytes = write(unit);
            assertThat(write(read(bytes))).as(unit.file()).isEqualTo(bytes);
        }
    }

    @Test
    void an_expression_of_thousands_of_levels_is_read_again() {
        Expression deep = new Expression.Local("a");
        for (int i = 0; i < 15_000; i++) {
            deep = new Expression.Binary(Expression.Operator.CONCAT, deep, new Expression.Constant("\ud800"));
        }
        Unit unit = returning(deep);
        assertThat(Workers.deep(() -> read(write(unit)).equals(unit))).isTrue();
    }

    @Test
    void more_levels_than_anybody_writes_are_refused_and_not_followed() {
        Expression deep = new Expression.Local("a");
        for (int i = 0; i < 100_000; i++) {
            deep = new Expression.Not(deep);
        }
        Unit unit = returning(deep);
        byte[] bytes = Workers.deep(() -> write(unit));
        assertThat(Workers.deep(() -> refusal(bytes))).isEqualTo("is damaged");
    }

    private static String refusal(byte[] bytes) {
        try {
            UnitReader.read(new FormReader(bytes));
            return "";
        } catch (FormException refused) {
            return refused.getMessage();
        }
    }

    @Test
    void numbers_that_mean_nothing_are_refused() {
        assertRefused(returning(new Expression.Lambda(0)));
        assertRefused(returning(new Expression.Result(3)));
        assertRefused(ending(new Terminator.Jump(1)));
        assertRefused(ending(new Terminator.Jump(-1)));
        assertRefused(ending(new Terminator.Branch(new Expression.This(), 0, 7, 1)));
        assertRefused(ending(new Terminator.Switch(new Expression.This(), List.of(), List.of(0), 0, 1)));
        assertRefused(unit(List.of(new Block(0, List.of(), new Terminator.Jump(0), List.of(2), null))));
        assertRefused(unit(List.of()));
    }

    @Test
    void a_local_without_a_name_is_refused() {
        assertRefused(returning(new Expression.Local("")));
        assertRefused(returning(new Expression.Local(".part")));
    }

    private static void assertRefused(Unit unit) {
        assertThat(refusal(write(unit))).isEqualTo("is damaged");
    }

    @Test
    void other_files_other_versions_and_damaged_ones_are_told_apart() {
        byte[] bytes = write(units.get(0));
        byte[] newer = bytes.clone();
        newer[VERSION_AT]++;
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 4;
        assertThatThrownBy(() -> new FormReader(newer))
                .hasMessage("has version " + (FormWriter.VERSION + 1)
                        + " of the format, this release of agentcost reads version " + FormWriter.VERSION);
        assertThatThrownBy(() -> new FormReader(flipped)).hasMessage("is damaged");
        assertThatThrownBy(() -> new FormReader(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessage("is damaged");
        for (byte[] foreign : List.of(new byte[0], new byte[40], "PK\3\4 a zip file".getBytes())) {
            assertThatThrownBy(() -> new FormReader(foreign)).hasMessage("is no form of agentcost's");
        }
    }

    @Test
    void bytes_behind_the_end_are_damage() throws FormException {
        FormReader in = new FormReader(new FormWriter().number(1).number(2).bytes());
        in.number();
        assertThatThrownBy(in::end).hasMessage("is damaged");
    }

    /** Who changes a record has to raise the version: forms of releases before would be read as something else. */
    @Test
    void the_version_belongs_to_the_shape_of_the_records() {
        Set<Class<?>> shape = new LinkedHashSet<>();
        visit(Unit.class, shape);
        String text = shape.stream().map(UnitFormTest::shape).sorted().collect(Collectors.joining("\n"));
        assertThat(Map.of(FormWriter.VERSION, text.hashCode()))
                .as("the shape of version %s:%n%s", FormWriter.VERSION, text)
                .isEqualTo(Map.of(2, -1219118999));
    }

    private static void visit(Class<?> type, Set<Class<?>> found) {
        boolean ours = type.getPackageName().equals(Unit.class.getPackageName());
        if (!ours || !found.add(type)) {
            return;
        }
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses()).forEach(permitted -> visit(permitted, found));
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                visit(component.getType(), found);
                for (Class<?> element : elements()) {
                    if (component.getGenericType().getTypeName().contains(element.getTypeName() + ">")) {
                        visit(element, found);
                    }
                }
            }
        }
    }

    /** What stands in lists. */
    private static List<Class<?>> elements() {
        return List.of(
                TypeDeclaration.class,
                Unit.Suppression.class,
                FieldDeclaration.class,
                MethodDeclaration.class,
                MethodDeclaration.Parameter.class,
                dev.agentcost.analyzer.ir.AnnotationUse.class,
                Block.class,
                dev.agentcost.analyzer.ir.Instruction.class,
                Expression.class,
                Body.Lambda.class,
                Body.FlowFact.class);
    }

    private static String shape(Class<?> type) {
        if (type.isEnum()) {
            return type.getSimpleName() + Arrays.toString(type.getEnumConstants());
        }
        return type.isRecord()
                ? type.getSimpleName() + Arrays.toString(type.getRecordComponents())
                : type.getSimpleName()
                        + Stream.of(type.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .sorted()
                                .toList();
    }

    // ---- units made by hand

    private static Unit returning(Expression value) {
        return ending(new Terminator.Return(value, 1));
    }

    private static Unit ending(Terminator end) {
        return unit(List.of(new Block(0, List.of(), end, List.of(), null)));
    }

    private static Unit unit(List<Block> blocks) {
        SourceLocation location = new SourceLocation("p/A.java", 1, 1);
        Body body = new Body(List.of(), blocks, new TreeMap<>(), List.of(), List.of());
        MethodDeclaration method = new MethodDeclaration(
                "p.A",
                "a",
                List.of(),
                "void",
                new MethodDeclaration.Modifiers(true, false, false, false, false, false),
                List.of(),
                body,
                location,
                2,
                "");
        TypeDeclaration type = new TypeDeclaration(
                "p.A",
                TypeDeclaration.Kind.CLASS,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(method),
                List.of(),
                location);
        return new Unit("p/A.java", "p", List.of(type), List.of());
    }

    private static byte[] write(Unit unit) {
        FormWriter out = new FormWriter();
        UnitWriter.write(unit, out);
        return out.bytes();
    }

    private static Unit read(byte[] bytes) {
        try {
            FormReader in = new FormReader(bytes);
            Unit unit = UnitReader.read(in);
            in.end();
            return unit;
        } catch (FormException refused) {
            throw new AssertionError(refused);
        }
    }
}
