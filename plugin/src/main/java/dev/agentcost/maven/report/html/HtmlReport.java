package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.source.InterruptedAnalysisException;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.pareto.Frontiers;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code agentcost.html}: everything, for a person with a browser, in one file. It needs no network and no other file, and it can be
 * read without scripts; they only sort, filter and draw.
 *
 * <p>What comes from sources is escaped by the template engine. Should anything slip through, the page's own content security policy
 * lets no script run but the two that it names by their hash, and nothing be loaded.
 */
public final class HtmlReport {

    /** The file's name. */
    public static final String FILE = "agentcost.html";

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), HtmlReport.class.getPackageName());

    private HtmlReport() {}

    /** What a template makes of a model. */
    static String render(String template, Object model) {
        StringOutput output = new StringOutput();
        TEMPLATES.render(template, model, output);
        return output.toString();
    }

    /**
     * Writes the report into the folder.
     *
     * @param variants of the agent with their success rates, to be shown beside the report; empty where none are measured
     */
    public static void write(Report report, Optional<Frontiers> variants, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(FILE), StandardCharsets.UTF_8)) {
            TemplateOutput output = new WriterOutput(writer);
            TEMPLATES.render("page.jte", new Page(report, variants), output);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (TemplateException e) {
            // the engine hides what went wrong in a template behind one of its own
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            if (e.getCause() instanceof InterruptedAnalysisException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }
}
