package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.source.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a module's jar carries of its lowered files.
 *
 * @param reaching as {@link DependencyCode#reaching()}, sorted
 * @param settings as {@link DependencyCode#settings()}
 * @param explained types that the units use and that only a catalogue of the module's own explains, sorted
 * @param units as {@link DependencyCode#units()}, by file
 */
public record Form(
        List<TypeName> reaching,
        SortedMap<String, SortedSet<String>> settings,
        List<String> explained,
        List<Unit> units) {

    /** Where it stands in a jar or a directory of classes. */
    public static final String FILE = "META-INF/agentcost/form.acf";

    private static final Comparator<TypeName> BY_NAME =
            Comparator.comparing(TypeName::packageName).thenComparing(TypeName::simpleName);

    /**
     * The form of a module. What only its own reports need is left out, and paths of the machine are replaced.
     *
     * @param jar the name of the jar, which places are told in
     * @param explained types that only a catalogue of the module's own explains
     * @param units the module's lowered files
     */
    public static Form of(
            String jar,
            Set<TypeName> reaching,
            SortedMap<String, SortedSet<String>> settings,
            SortedSet<String> explained,
            List<Unit> units) {
        return new Form(
                reaching.stream().sorted(BY_NAME).toList(),
                settings,
                List.copyOf(explained),
                units.stream()
                        .map(unit -> in(jar, unit))
                        .sorted(Comparator.comparing(Unit::file))
                        .toList());
    }

    private static Unit in(String jar, Unit unit) {
        String folder = unit.packageName().isEmpty() ? "" : unit.packageName().replace('.', '/') + "/";
        String file = jar
                + SourceLocation.IN_JAR
                + folder
                + unit.file().substring(unit.file().lastIndexOf('/') + 1);
        List<TypeDeclaration> types = new ArrayList<>();
        for (TypeDeclaration type : unit.types()) {
            types.add(new TypeDeclaration(
                    type.name(),
                    type.kind(),
                    type.isAbstract(),
                    type.typeParameters(),
                    type.supertypes(),
                    type.fields(),
                    type.methods().stream()
                            .map(method -> method.at(in(file, method.location())))
                            .toList(),
                    type.annotations(),
                    in(file, type.location())));
        }
        return new Unit(file, unit.packageName(), types, List.of());
    }

    private static SourceLocation in(String file, SourceLocation location) {
        return new SourceLocation(file, location.line(), location.column());
    }

    /** The form as it stands in its file. A deep expression needs a deep stack: see {@link dev.agentcost.analyzer.source.Workers}. */
    public byte[] bytes() {
        FormWriter out = new FormWriter();
        out.list(reaching, type -> out.text(type.packageName()).text(type.simpleName()));
        out.list(List.copyOf(settings.entrySet()), setting -> {
            out.text(setting.getKey());
            out.texts(List.copyOf(setting.getValue()));
        });
        out.texts(explained);
        out.list(units, unit -> UnitWriter.write(unit, out));
        return out.bytes();
    }

    /**
     * The form in a file's bytes. A deep expression needs a deep stack, as in {@link #bytes}.
     *
     * @throws FormException if there is none
     */
    static Form read(byte[] bytes) throws FormException {
        FormReader in = new FormReader(bytes);
        Form form = new Form(
                in.list(() -> new TypeName(in.text(), in.text())),
                settings(in),
                in.texts(),
                in.list(() -> UnitReader.read(in)));
        in.end();
        for (Unit unit : form.units) {
            FormReader.check(isInJar(unit));
        }
        return form;
    }

    private static SortedMap<String, SortedSet<String>> settings(FormReader in) throws FormException {
        SortedMap<String, SortedSet<String>> settings = new TreeMap<>();
        in.list(() -> Map.entry(in.text(), in.texts()))
                .forEach(setting -> settings.put(setting.getKey(), new TreeSet<>(setting.getValue())));
        return settings;
    }

    /** The code that it adds to a program. */
    DependencyCode code() {
        return new DependencyCode(units, Set.copyOf(reaching), settings, List.of());
    }

    /** Whether no place in the unit can be taken for one of the sources that are analysed. */
    private static boolean isInJar(Unit unit) {
        return unit.file().contains(SourceLocation.IN_JAR)
                && unit.types().stream()
                        .allMatch(type -> type.location().file().equals(unit.file())
                                && type.methods().stream()
                                        .allMatch(method ->
                                                method.location().file().equals(unit.file())));
    }
}
