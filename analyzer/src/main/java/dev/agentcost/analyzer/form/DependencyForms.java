package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.resolve.ClassContainer;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forms that stand in the jars and directories of a class path.
 *
 * @param code their code in the order of the class path; a form that cannot be used is a diagnostic of it
 * @param unexplained calls in that code that only a catalogue explained which is not here
 * @param others the places that no form tells of: of those the classes may
 */
public record DependencyForms(DependencyCode code, List<Diagnostic> unexplained, List<ClassContainer> others) {

    /** What one place has; neither where it has nothing. */
    private record Found(@Nullable Form form, @Nullable String refusal) {}

    /** Copies what it is given. */
    public DependencyForms {
        unexplained = List.copyOf(unexplained);
        others = List.copyOf(others);
    }

    /** Reads the forms of these places. One that cannot be used counts as if it were not there. */
    public static DependencyForms of(List<ClassContainer> places, Catalog catalog, Workers workers) {
        Function<ClassContainer, Found> read = DependencyForms::read;
        List<Found> found = workers.map(places, () -> read);
        DependencyCode code = DependencyCode.NONE;
        List<Diagnostic> unexplained = new ArrayList<>();
        List<ClassContainer> others = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            ClassContainer place = places.get(i);
            Form form = found.get(i).form();
            String refusal = found.get(i).refusal();
            if (form != null) {
                code = code.and(form.code());
                unexplained(form, catalog).ifPresent(message -> unexplained.add(diagnostic(place, message)));
            }
            if (form == null || form.units().isEmpty()) {
                others.add(place);
            }
            if (refusal != null) {
                code = code.and(new DependencyCode(List.of(), Set.of(), List.of(diagnostic(place, refusal))));
            }
        }
        return new DependencyForms(code, unexplained, others);
    }

    private static Found read(ClassContainer place) {
        try {
            byte[] bytes = place.bytes(Form.FILE);
            return new Found(bytes == null ? null : Form.read(bytes), null);
        } catch (IOException unreadable) {
            return new Found(null, refusal("cannot be read"));
        } catch (FormException refused) {
            return new Found(null, refusal(String.valueOf(refused.getMessage())));
        }
    }

    private static String refusal(String reason) {
        return reason + ": the classes beside it are looked at in its place, which say less;"
                + " build that module again with this release of agentcost";
    }

    private static Optional<String> unexplained(Form form, Catalog catalog) {
        List<String> types = form.explained().stream()
                .filter(type -> catalog.type(type).isEmpty())
                .toList();
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of("was made with a catalogue that is not known here: what calls of "
                        + String.join(", ", types)
                        + " cost is known from their classes at most; put its rows into META-INF/agentcost/catalog.yaml of"
                        + " that module, or name its file under catalogs in agentcost.yaml");
    }

    private static Diagnostic diagnostic(ClassContainer place, String message) {
        return new Diagnostic(place.name() + SourceLocation.IN_JAR + Form.FILE, 0, message);
    }
}
