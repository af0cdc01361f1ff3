package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.source.TypeName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What a module's jar is to carry, so that others see through calls into it. */
public final class ModuleForm {

    private ModuleForm() {}

    /**
     * The form of a module's sources; empty where they can reach neither a model nor a tool.
     *
     * @param jar the name of the module's jar
     * @param catalog says which properties of configuration files say more than the code
     */
    public static Optional<Form> of(String jar, LoweredProgram program, Catalog catalog) {
        if (program.coverage().reaching().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, SortedSet<String>> settings = new TreeMap<>();
        for (String key : catalog.properties()) {
            SortedSet<String> values = program.configuration().resolved(key);
            if (!values.isEmpty()) {
                settings.put(key, values);
            }
        }
        return Optional.of(Form.of(
                jar, reaching(program), settings, new Uses(program).among(catalog.userTypes()), program.units()));
    }

    /** The types that reach, and all that they are: a call of a supertype, whatever jar declares that, may end in them. */
    private static Set<TypeName> reaching(LoweredProgram program) {
        Map<String, String> packages = new HashMap<>();
        for (Unit unit : program.units()) {
            unit.types().forEach(type -> packages.put(type.name(), unit.packageName()));
        }
        Set<TypeName> reaching = new LinkedHashSet<>();
        for (Unit unit : program.units()) {
            for (TypeDeclaration type : unit.types()) {
                if (program.coverage().reachingTypes().contains(Types.simpleName(type.name()))
                        || program.coverage().reaching().contains(unit.file())) {
                    program.typing().hierarchy(type.name()).stream()
                            .map(Types::erasure)
                            .filter(ModuleForm::isMentioned)
                            .forEach(name -> reaching.add(new TypeName(
                                    packages.getOrDefault(name, packageOf(name)), Types.simpleName(name))));
                }
            }
        }
        return reaching;
    }

    /** Whether code outside may name the type: it is neither anonymous nor local, and not so common that every file would. */
    private static boolean isMentioned(String type) {
        return !type.startsWith("java.") && !Types.asWritten(type).contains("$");
    }

    /** The package of a type of a class file: types begin with a capital letter. */
    private static String packageOf(String name) {
        int end = name.lastIndexOf('.');
        for (int dot = name.indexOf('.'); dot >= 0 && dot < end; dot = name.indexOf('.', dot + 1)) {
            int segment = name.lastIndexOf('.', dot - 1) + 1;
            if (Character.isUpperCase(name.charAt(segment))) {
                return name.substring(0, Math.max(0, segment - 1));
            }
        }
        return end < 0 ? "" : name.substring(0, end);
    }
}
