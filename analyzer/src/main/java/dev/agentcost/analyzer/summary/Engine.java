package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Values;
import dev.agentcost.analyzer.bytecode.KeptArguments;
import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.callgraph.Rows;
import dev.agentcost.analyzer.callgraph.SettingPaths;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.source.ConfigurationFiles;

/**
 * Everything that the summaries of one program are made from.
 *
 * @param prices what models charge
 * @param configuration the configuration files of the applications
 * @param failedTries how many tries of one request fail before one succeeds
 */
record Engine(
        Program program,
        Catalog catalog,
        Origins origins,
        Calls calls,
        LibraryRuns runs,
        CallGraph graph,
        Requests requests,
        Answers answers,
        AnswerSizes answerSizes,
        Reach reach,
        Flows flows,
        ProgramFacts facts,
        Values values,
        Contexts contexts,
        Settings settings,
        Limits limits,
        SettingPaths settingPaths,
        Tokens tokens,
        Beside beside,
        Preamble preamble,
        Windows windows,
        PriceList prices,
        ConfigurationFiles configuration,
        int failedTries) {

    /**
     * The engine for a program.
     *
     * @param classFiles the class path
     * @param everything whether code is summarised, too, that costs nothing and that nothing runs that costs
     */
    static Engine of(
            Program program,
            ClassFiles classFiles,
            Catalog catalog,
            PriceList prices,
            TokenCounter counter,
            ConfigurationFiles configuration,
            int failedTries,
            boolean everything) {
        Rows rows = new Rows(program, catalog);
        Flows flows = new Flows();
        Origins origins = new Origins(program, rows, flows);
        KeptArguments kept = new KeptArguments(classFiles, program.typing(), rows::isAppending, program::dispatch);
        Calls calls = new Calls(program, catalog, rows, origins, kept);
        Settings settings = new Settings(program, catalog, calls, origins, flows);
        SettingPaths settingPaths = new SettingPaths(calls, origins, flows);
        LibraryRuns runs = new LibraryRuns(program, catalog, calls, origins, settings, settingPaths);
        CallGraph graph = new CallGraph(program, calls, runs);
        Requests requests = new Requests(program, rows, origins, catalog);
        Answers answers = new Answers(program, calls, origins, catalog, requests);
        Reach reach =
                new Reach(program, graph, calls, runs, origins, answers, requests, catalog.vocabulary(), everything);
        ProgramFacts facts = new ProgramFacts(program, graph, calls, origins, answers, reach, flows);
        Values values = new Values(program, origins, facts);
        Contexts contexts = new Contexts(program, calls, origins, flows, reach, answers);
        AnswerSizes answerSizes =
                new AnswerSizes(program, calls, runs, graph, origins, requests, answers, settings, values);
        Tokens tokens = new Tokens(calls, origins, answers, answerSizes, reach, counter, contexts);
        Windows windows = new Windows(catalog, calls, origins, settings, values, tokens);
        return new Engine(
                program,
                catalog,
                origins,
                calls,
                runs,
                graph,
                requests,
                answers,
                answerSizes,
                reach,
                flows,
                facts,
                values,
                contexts,
                settings,
                new Limits(values),
                settingPaths,
                tokens,
                new Beside(calls, origins, contexts, tokens),
                new Preamble(program, catalog, calls, runs, settings, tokens, counter),
                windows,
                prices,
                configuration,
                failedTries);
    }
}
