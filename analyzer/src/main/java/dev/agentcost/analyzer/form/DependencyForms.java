package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.resolve.ClassContainer;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The forms that stand in the jars and directories of a class path.
 *
 * @param code their code in the order of the class path; a form that cannot be used is a diagnostic of it
 * @param others the places that no form tells of: of those the classes may
 */
public record DependencyForms(DependencyCode code, List<ClassContainer> others) {

    /** Copies what it is given. */
    public DependencyForms {
        others = List.copyOf(others);
    }

    /** Reads the forms of these places. One that cannot be used counts as if it were not there. */
    public static DependencyForms of(List<ClassContainer> places, Workers workers) {
        Function<ClassContainer, DependencyCode> read = DependencyForms::read;
        List<DependencyCode> found = workers.map(places, () -> read);
        DependencyCode code = DependencyCode.NONE;
        List<ClassContainer> others = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            code = code.and(found.get(i));
            if (found.get(i).units().isEmpty()) {
                others.add(places.get(i));
            }
        }
        return new DependencyForms(code, others);
    }

    private static DependencyCode read(ClassContainer place) {
        try {
            byte[] bytes = place.bytes(Form.FILE);
            return bytes == null ? DependencyCode.NONE : Form.read(bytes).code();
        } catch (IOException unreadable) {
            return unusable(place, "cannot be read");
        } catch (FormException refused) {
            return unusable(place, String.valueOf(refused.getMessage()));
        }
    }

    private static DependencyCode unusable(ClassContainer place, String reason) {
        String message = reason + ": the classes beside it are looked at in its place, which say less;"
                + " build that module again with this release of agentcost";
        Diagnostic diagnostic = new Diagnostic(place.name() + SourceLocation.IN_JAR + Form.FILE, 0, message);
        return new DependencyCode(List.of(), Set.of(), List.of(diagnostic));
    }
}
