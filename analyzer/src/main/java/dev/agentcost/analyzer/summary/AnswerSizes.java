package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Values;
import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long answers are: at most the limit that the request or its client sets, else as long as is assumed. A value that is made of
 * an answer is as long as that of the request that it comes from; where that is not seen, as the longest of all.
 */
final class AnswerSizes {

    private static final int DEPTH = 12;

    private final Program program;
    private final Calls calls;
    private final LibraryRuns runs;
    private final CallGraph graph;
    private final Origins origins;
    private final Requests requests;
    private final Answers answers;
    private final Settings settings;
    private final Values values;
    private @Nullable Formula longest;

    AnswerSizes(
            Program program,
            Calls calls,
            LibraryRuns runs,
            CallGraph graph,
            Origins origins,
            Requests requests,
            Answers answers,
            Settings settings,
            Values values) {
        this.program = program;
        this.calls = calls;
        this.runs = runs;
        this.graph = graph;
        this.origins = origins;
        this.requests = requests;
        this.answers = answers;
        this.settings = settings;
        this.values = values;
    }

    /** Tokens of the answer to a request. */
    Formula of(Procedure procedure, CallMeaning meaning) {
        Formula most = Formula.ZERO;
        for (Settings.Made made : settings.find(runs.configured(procedure, meaning), "max-output-tokens")) {
            for (Expression value : made.values()) {
                Optional<Formula> limit = values.most(made.procedure(), value);
                if (limit.isPresent()) {
                    most = most.max(limit.get());
                }
            }
        }
        return most.isZero() ? Tokens.assumed(Assumption.ANSWER_TOKENS) : most;
    }

    /** Tokens of a value that is made of an answer. */
    Formula of(Procedure procedure, Expression value) {
        return size(procedure, value, DEPTH).orElseGet(this::longest);
    }

    /** Tokens of the longest answer of the program. */
    Formula longest() {
        Formula known = longest;
        if (known == null) {
            known = Formula.ZERO;
            for (Procedure procedure : program.procedures()) {
                for (Instruction.Invoke call : graph.calls(procedure)) {
                    known = known.max(ofRequest(procedure, call).orElse(Formula.ZERO));
                }
            }
            known = known.isZero() ? Tokens.assumed(Assumption.ANSWER_TOKENS) : known;
            longest = known;
        }
        return known;
    }

    private Optional<Formula> ofRequest(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        return requests.of(procedure, meaning)
                .filter(request -> request.kind() == ModelCall.Kind.CHAT)
                .map(request -> of(procedure, meaning));
    }

    /** The largest of the answers that the value may come from, where all of them are seen. */
    private Optional<Formula> size(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return Optional.empty();
        } else if (value instanceof Expression.Cast cast) {
            return size(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Field field && field.receiver() != null) {
            return size(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Next next && next.cursor() instanceof Expression.Cursor cursor) {
            return size(procedure, cursor.collection(), depth - 1);
        } else if (value instanceof Expression.Element element) {
            return size(procedure, element.array(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return largest(origins.assigned(procedure, local), depth - 1);
        } else if (value instanceof Expression.Result result) {
            return ofCall(procedure, origins.call(procedure, result.call()), depth - 1);
        }
        return Optional.empty();
    }

    private Optional<Formula> ofCall(Procedure procedure, Instruction.Invoke call, int depth) {
        Optional<Formula> request = ofRequest(procedure, call);
        if (request.isPresent()) {
            return request;
        }
        List<Procedure> targets = calls.of(procedure, call).targets();
        if (!targets.isEmpty()) {
            return largest(
                    targets.stream()
                            .flatMap(target -> origins.returned(target).stream())
                            .toList(),
                    depth);
        }
        if (call.receiver() != null) {
            return size(procedure, call.receiver(), depth);
        }
        return largest(
                call.arguments().stream()
                        .filter(argument -> answers.isAnswer(procedure, argument))
                        .map(argument -> new Origin(procedure, argument))
                        .toList(),
                depth);
    }

    /** Constants among the values are no answers. */
    private Optional<Formula> largest(List<Origin> values, int depth) {
        Formula most = Formula.ZERO;
        for (Origin value : values) {
            if (value.expression() instanceof Expression.Constant || value.expression() instanceof Expression.Null) {
                continue;
            }
            Optional<Formula> one = size(value.procedure(), value.expression(), depth);
            if (one.isEmpty()) {
                return one;
            }
            most = most.max(one.get());
        }
        return most.isZero() ? Optional.empty() : Optional.of(most);
    }
}
