package dev.agentcost.maven;

import dev.agentcost.analyzer.source.InterruptedAnalysisException;
import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.baseline.Baseline;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals have in common: their parameters, and the way from them to reports. */
abstract class AbstractAgentcostMojo extends AbstractMojo {

    private static final String SOURCES = "agentcost.sources";

    /**
     * Directories of Java sources to analyse, or files, separated by commas. Where this is not set, the source roots of the project are
     * analysed. Where it is, no project is needed: any tree of sources will do, with many modules or of another build tool.
     */
    @Parameter(property = SOURCES)
    private @Nullable List<File> sources;

    /**
     * Jars and directories of classes that the sources are compiled against, separated by commas or as on Java's command line;
     * {@code lib/*} means every jar in {@code lib}. Where this is not set, the project's compile class path is used, or nothing where
     * {@code sources} is set: calls are then recognised by imports and declared types.
     */
    @Parameter(property = "agentcost.classpath")
    private @Nullable String classpath;

    /** Where the reports are written. */
    @Parameter(property = "agentcost.outputDirectory", defaultValue = "${project.build.directory}/agentcost")
    private @Nullable File outputDirectory;

    /**
     * Which reports are written, separated by commas: {@code html} and {@code json}, {@code sarif} for GitHub and editors, {@code checkstyle}
     * for Jenkins and reviewdog, {@code gitlab} for GitLab's code quality, {@code markdown} for a comment on a pull request.
     */
    @Parameter(property = "agentcost.reports", defaultValue = "html,json,sarif")
    private @Nullable String reports;

    /**
     * Paths in reports are relative to this directory. Where it is not set: the one directory that {@code sources} names, the
     * working directory where it names several, and the topmost directory of a project with modules.
     */
    @Parameter(property = "agentcost.baseDirectory")
    private @Nullable File baseDirectory;

    /** Whether tests are analysed too. Test runs cost as well, but nobody is harmed by a loop that a test stops. */
    @Parameter(property = "agentcost.includeTests", defaultValue = "false")
    private boolean includeTests;

    /**
     * Whether every loop and recursion is listed with its bound in {@code agentcost.json}, and for every method how often it repeats
     * anything, whether or not that costs. Takes time on large sources, because all of them have to be read.
     */
    @Parameter(property = "agentcost.allLoops", defaultValue = "false")
    private boolean allLoops;

    /** Whether to do nothing. */
    @Parameter(property = "agentcost.skip", defaultValue = "false")
    private boolean skip;

    /**
     * The configuration: levels of rules, budgets, assumptions, the assumed model, further catalogues. Where it is not set,
     * {@code agentcost.yaml} is looked for in the directory of the module and in those above, up to {@code baseDirectory}.
     */
    @Parameter(property = "agentcost.configFile")
    private @Nullable File configFile;

    /**
     * The baseline: what is known and does not fail a check. Where it is not set, {@code agentcost-baseline.txt} in the directory of the
     * module, if it is there. Written by the goal {@code baseline} only.
     */
    @Parameter(property = "agentcost.baselineFile")
    private @Nullable File baselineFile;

    /**
     * Variants of the agent with their measured success rates, to be shown in {@code agentcost.html} with a plot of success against cost;
     * the file of the goal {@code pareto}. Where it is not set, the page has no such view.
     */
    @Parameter(property = "agentcost.variants")
    private @Nullable File variants;

    /** Encoding of the sources; UTF-8 where nothing says otherwise. */
    @Parameter(property = "agentcost.encoding", defaultValue = "${project.build.sourceEncoding}")
    private @Nullable String encoding;

    /** How many files are read at the same time; 0 means as many as there are processors. The result is always the same. */
    @Parameter(property = "agentcost.threads", defaultValue = "0")
    private int threads;

    /**
     * What entry points may cost at most; added to the budgets of the configuration file. For one entry point the most specific
     * pattern holds.
     *
     * <pre>{@code
     * <budgets>
     *   <budget>
     *     <entryPoint>com.acme.SupportAgent#answer</entryPoint>
     *     <modelCalls>20</modelCalls>
     *     <dollars>0.50</dollars>
     *     <latency>60s</latency>
     *     <growth>O(n)</growth>
     *   </budget>
     * </budgets>
     * }</pre>
     */
    @Parameter
    private @Nullable List<Budget> budgets;

    /** The project that the goal runs in; a made-up one where there is no POM. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /** The build that the goal runs in. */
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    /** Which goal runs, of which version. */
    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private @Nullable MojoExecution mojoExecution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("agentcost: skipped, because agentcost.skip is set");
            return;
        }
        if (isOncePerBuild() && !injected(project).isExecutionRoot()) {
            getLog().info("agentcost: " + SOURCES + " is analysed once, in the first project of the build");
            return;
        }
        try {
            run();
        } catch (UsageException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (InterruptedAnalysisException e) {
            throw new MojoExecutionException(
                    "agentcost was interrupted: there is no result, and reports of an earlier run"
                            + " are as they were; start the build again");
        } catch (OutOfMemoryError e) {
            throw new MojoExecutionException("agentcost needs more memory than the "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB that Maven has; set MAVEN_OPTS=-Xmx2g, or name fewer sources with agentcost.sources");
        }
    }

    private void run() throws UsageException, MojoFailureException {
        Scope scope = scope();
        if (scope.sources().isEmpty()) {
            getLog().info("agentcost: no Java sources in " + scope.directory() + ", nothing to analyse" + inModules());
            return;
        }
        try (Progress progress = Progress.of(getLog(), scope)) {
            run(scope, settings());
        }
    }

    /** A goal that is named on the command line runs in the first project alone where it needs none; its modules are elsewhere. */
    private String inModules() {
        boolean directly = injected(mojoExecution).getLifecyclePhase() == null;
        return directly && injected(session).getProjects().size() > 1
                ? "; for the modules as one: mvn compile " + goal("aggregate") + " -Dagentcost.failOn=never"
                : "";
    }

    /** How a command names a goal here: Maven knows the prefix of plugins that the POM names, and of others the whole name. */
    private String goal(String name) {
        MojoExecution execution = injected(mojoExecution);
        String plugin = execution.getGroupId() + ":" + execution.getArtifactId();
        boolean known = injected(project).getBuildPlugins().stream()
                .anyMatch(named -> named.getKey().equals(plugin));
        return (known ? "agentcost" : plugin + ":" + execution.getVersion()) + ":" + name;
    }

    /** Whether the user wants nothing to be done. */
    final boolean isSkipped() {
        return skip;
    }

    /** Does what the goal is for, with sources to do it on. */
    abstract void run(Scope scope, Settings settings) throws UsageException, MojoFailureException;

    /** Which findings fail the build, as the user set it. */
    Optional<String> failOn() {
        return Optional.empty();
    }

    /** Analyses, compares with the baseline and writes the reports. */
    final Report report(Scope scope, Settings settings) throws UsageException {
        Optional<Baseline> baseline = new BaselineFile(scope, settings).read();
        Report report = new CostCheck(settings).report(scope, baseline);
        new Output(getLog(), reportDirectory(), settings.reports(), settings.variants()).write(report, scope);
        return report;
    }

    /**
     * Why the scope fails the build; empty where it does not. Writes the reports. Does no more than it must since the run before.
     *
     * @param baselineGoal the goal that writes the baseline
     */
    final Optional<String> failure(Scope scope, Settings settings, String baselineGoal) throws UsageException {
        return new IncrementalCheck(getLog(), settings, reportDirectory(), goal(baselineGoal)).failure(scope);
    }

    /** Fails the build where the scope does; otherwise as {@link #failure}. */
    final void judge(Scope scope, Settings settings, String baselineGoal) throws UsageException, MojoFailureException {
        Optional<String> failure = failure(scope, settings, baselineGoal);
        if (failure.isPresent()) {
            throw new MojoFailureException(failure.get());
        }
    }

    /** Whether sources are given on the command line, where they hold for every module of the build alike. */
    boolean isOncePerBuild() {
        return injected(session).getUserProperties().containsKey(SOURCES);
    }

    /** What is analysed. */
    final Scope scope() throws UsageException {
        Scope scope = ownScope();
        if (classpath != null) {
            scope = scope.withClassPath(new ClassPathOption(workingDirectory(), getLog()::warn).parse(classpath));
        }
        return baseDirectory == null ? scope : scope.withBaseDirectory(directory(baseDirectory));
    }

    /** What is analysed where no more is said than in the parameters that name sources. */
    Scope ownScope() throws UsageException {
        if (sources != null && !sources.isEmpty()) {
            return SourcesScope.of(sources, workingDirectory());
        }
        if (injected(project).getFile() == null) {
            throw new UsageException("There is no POM here and agentcost.sources is not set;"
                    + " add -Dagentcost.sources=DIR, or run the goal in the directory of a Maven project");
        }
        return projectScope(includeTests);
    }

    /** The scope of the project. */
    Scope projectScope(boolean withTests) {
        return new ProjectScope(injected(project), injected(session).getTopLevelProject()).scope(withTests);
    }

    /** All projects of the build as one. */
    final Scope reactorScope(boolean withTests) {
        MavenSession build = injected(session);
        return ProjectScope.of(build.getProjects(), build.getTopLevelProject(), withTests);
    }

    /** Analyses as if there were no baseline, and writes what is found into it. */
    final void writeBaseline(Scope scope, Settings settings) throws UsageException {
        Baseline baseline =
                new CostCheck(settings).report(scope, Optional.empty()).result().baseline();
        BaselineFile file = new BaselineFile(scope, settings);
        file.write(baseline);
        getLog().info("agentcost: " + file + " knows "
                + counted(baseline.findings().size(), "finding", "findings")
                + " and the cost of " + counted(baseline.costs().size(), "entry point", "entry points")
                + "; commit it: from now on a check fails only on what is new or worse");
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private Path workingDirectory() {
        return Path.of(injected(session).getExecutionRootDirectory())
                .toAbsolutePath()
                .normalize();
    }

    /** Where the reports are. */
    final Path reportDirectory() {
        return directory(injected(outputDirectory));
    }

    /** The name of the project's jar in a repository. */
    final String jarName() {
        return injected(project).getArtifactId() + "-" + injected(project).getVersion() + ".jar";
    }

    /** Where the project's classes are. */
    final Path classes() {
        return Path.of(injected(project).getBuild().getOutputDirectory())
                .toAbsolutePath()
                .normalize();
    }

    /** How it is analysed. */
    final Settings settings() throws UsageException {
        return Settings.of(
                injected(mojoExecution).getVersion(),
                encoding,
                includeTests,
                allLoops,
                threads,
                Optional.ofNullable(configFile).map(AbstractAgentcostMojo::directory),
                Optional.ofNullable(baselineFile).map(AbstractAgentcostMojo::directory),
                failOn(),
                reports == null ? "" : reports,
                Optional.ofNullable(variants).map(AbstractAgentcostMojo::directory),
                budgets == null ? List.of() : budgets);
    }

    private static Path directory(File file) {
        return file.toPath().toAbsolutePath().normalize();
    }

    /** Maven sets it before the goal runs. */
    private static <T> T injected(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Maven did not set a parameter");
        }
        return value;
    }
}
