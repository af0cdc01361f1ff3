package dev.agentcost.maven;

import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.html.HtmlReport;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the project's site that says what each entry point costs and what is wrong, with the whole report behind a link. Named in the
 * POM's {@code <reporting>}; {@code mvn site} does the rest. Never fails the build because of what it finds.
 */
@Mojo(name = "report", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ReportMojo extends AbstractAgentcostMojo implements MavenReport {

    private static final String NAME = "agentcost";

    /** Where the site is put together; the site's own goals set it. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true, required = true)
    private @Nullable File siteDirectory;

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        report(scope, settings);
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            Scope scope = scope();
            Settings settings = settings();
            Report report = report(scope, settings);
            HtmlReport.write(
                    report, settings.variants(), getReportOutputDirectory().toPath());
            SitePage.write(report, sink);
        } catch (UsageException e) {
            throw new MavenReportException(e.getMessage());
        } catch (IOException e) {
            throw new MavenReportException(
                    getReportOutputDirectory() + " cannot be written to (" + e.getMessage() + ")");
        }
    }

    @Override
    public boolean canGenerateReport() throws MavenReportException {
        try {
            return !isSkipped() && !scope().sources().isEmpty();
        } catch (UsageException e) {
            throw new MavenReportException(e.getMessage());
        }
    }

    @Override
    public String getOutputName() {
        return NAME + "-report";
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return NAME;
    }

    @Override
    public String getDescription(Locale locale) {
        return "What one call of each entry point of the project's agents can cost at most.";
    }

    @Override
    public void setReportOutputDirectory(File directory) {
        siteDirectory = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        if (siteDirectory == null) {
            throw new IllegalStateException("Maven did not set a parameter");
        }
        return siteDirectory;
    }

    @Override
    public boolean isExternalReport() {
        return false;
    }
}
