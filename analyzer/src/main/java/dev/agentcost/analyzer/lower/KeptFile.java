package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.form.FormException;
import dev.agentcost.analyzer.form.FormReader;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.UnitReader;
import dev.agentcost.analyzer.form.UnitWriter;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.source.Diagnostic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that came of one file.
 *
 * @param text digest of its text and of what was wrong with reading it
 * @param classes digest of its types' class files
 * @param names what it declares
 * @param headers its types with their names and supertypes
 * @param infos its types with all that they declare
 * @param compiled what class files say of the same types
 * @param diagnostics what could not be parsed
 * @param lowering null where nothing could be parsed
 */
record KeptFile(
        String text,
        String classes,
        SourceNames.TopLevel names,
        List<TypeInfo> headers,
        List<TypeInfo> infos,
        List<TypeInfo> compiled,
        List<Diagnostic> diagnostics,
        @Nullable Lowering lowering) {

    private static final Resolution[] RESOLUTIONS = Resolution.values();
    private static final TypeInfo.Origin[] ORIGINS = TypeInfo.Origin.values();

    KeptFile with(Lowering lowered) {
        return new KeptFile(text, classes, names, headers, infos, compiled, diagnostics, lowered);
    }

    /** What others may rely on that mention its types. */
    void writeDeclarations(FormWriter out) {
        out.text(names.file()).text(names.packageName()).texts(names.types());
        types(headers, out);
        types(infos, out);
        types(compiled, out);
    }

    void write(FormWriter out) {
        out.text(text).text(classes);
        writeDeclarations(out);
        diagnostics(diagnostics, out);
        out.flag(lowering != null);
        if (lowering != null) {
            UnitWriter.write(lowering.unit(), out);
            diagnostics(lowering.diagnostics(), out);
            for (Resolution way : RESOLUTIONS) {
                out.number(lowering.resolutions().getOrDefault(way, 0));
            }
        }
    }

    static KeptFile read(FormReader in) throws FormException {
        return new KeptFile(
                in.text(),
                in.text(),
                new SourceNames.TopLevel(in.text(), in.text(), in.texts()),
                types(in),
                types(in),
                types(in),
                diagnostics(in),
                in.flag() ? lowering(in) : null);
    }

    private static Lowering lowering(FormReader in) throws FormException {
        var unit = UnitReader.read(in);
        List<Diagnostic> diagnostics = diagnostics(in);
        Map<Resolution, Integer> resolutions = new EnumMap<>(Resolution.class);
        for (Resolution way : RESOLUTIONS) {
            int count = in.number();
            if (count > 0) {
                resolutions.put(way, count);
            }
        }
        return new Lowering(unit, diagnostics, Map.copyOf(resolutions));
    }

    private static void diagnostics(List<Diagnostic> diagnostics, FormWriter out) {
        out.list(diagnostics, one -> out.text(one.file()).number(one.line()).text(one.message()));
    }

    private static List<Diagnostic> diagnostics(FormReader in) throws FormException {
        return in.list(() -> new Diagnostic(in.text(), in.number(), in.text()));
    }

    private static void types(List<TypeInfo> types, FormWriter out) {
        out.list(types, type -> {
            out.text(type.name()).flag(type.isInterface());
            out.texts(type.typeParameters()).texts(type.supertypes());
            out.list(type.fields(), field -> {
                out.text(field.owner()).text(field.name()).text(field.type()).flag(field.isStatic());
                UnitWriter.write(field.constant(), out);
            });
            out.list(type.methods(), method -> {
                out.text(method.owner()).text(method.name());
                out.texts(method.typeParameters()).texts(method.parameterTypes());
                out.text(method.returnType()).flag(method.isStatic()).flag(method.isAbstract());
                out.flag(method.isPrivate()).flag(method.isVarArgs());
            });
            out.constant(type.origin());
        });
    }

    private static List<TypeInfo> types(FormReader in) throws FormException {
        return in.list(() -> new TypeInfo(
                in.text(),
                in.flag(),
                in.texts(),
                in.texts(),
                in.list(() -> new FieldInfo(in.text(), in.text(), in.text(), in.flag(), UnitReader.constant(in))),
                in.list(() -> new MethodInfo(
                        in.text(),
                        in.text(),
                        in.texts(),
                        in.texts(),
                        in.text(),
                        in.flag(),
                        in.flag(),
                        in.flag(),
                        in.flag())),
                in.constant(ORIGINS)));
    }
}
