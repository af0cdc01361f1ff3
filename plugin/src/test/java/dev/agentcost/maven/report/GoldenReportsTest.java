package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.maven.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Every file of a report, as it is and as it stays wherever it is written. */
class GoldenReportsTest {

    @TempDir
    Path folder;

    @Test
    void checkstyle() throws Exception {
        CheckstyleReport.write(SampleReport.full(), folder);

        Golden.assertMatches(CheckstyleReport.FILE, Files.readString(folder.resolve(CheckstyleReport.FILE)));
        Element first = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve(CheckstyleReport.FILE).toFile())
                .getElementsByTagName("error")
                .item(0);
        assertThat(first.getAttribute("severity")).isEqualTo("error");
        assertThat(first.getAttribute("line")).isEqualTo("7");
    }

    @Test
    void gitlab() throws IOException {
        GitlabReport.write(SampleReport.full(), folder);

        Golden.assertMatches(GitlabReport.FILE, Files.readString(folder.resolve(GitlabReport.FILE)));
    }

    @Test
    void markdown() throws IOException {
        MarkdownReport.write(SampleReport.full(), folder);

        Golden.assertMatches(MarkdownReport.FILE, Files.readString(folder.resolve(MarkdownReport.FILE)));
    }

    @Test
    void whatTheBaselineKnowsIsLeftToTheBaseline() throws IOException {
        CheckstyleReport.write(SampleReport.compared(), folder);
        MarkdownReport.write(SampleReport.compared(), folder);
        GitlabReport.write(SampleReport.compared(), folder);

        assertThat(folder.resolve(CheckstyleReport.FILE)).content().doesNotContain("agentcost.unbounded-loop");
        assertThat(folder.resolve(MarkdownReport.FILE))
                .content()
                .doesNotContain("`unbounded-loop`")
                .contains("- 1 finding is known from the baseline")
                .contains("- better than the baseline: gone are 1 unpruned-context");
        assertThat(folder.resolve(GitlabReport.FILE)).content().contains("\"unbounded-loop\"");
    }

    @ParameterizedTest
    @CsvSource({"tr-TR, Asia/Kathmandu", "ar-EG-u-nu-arab, America/St_Johns", "de-DE, Pacific/Kiritimati"})
    void allFilesAreTheSameInEveryLocaleAndTimeZone(String locale, String zone) throws IOException {
        Locale ordinaryLocale = Locale.getDefault();
        TimeZone ordinaryZone = TimeZone.getDefault();
        Map<String, String> ordinary = written("ordinary");
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));
            TimeZone.setDefault(TimeZone.getTimeZone(zone));

            assertThat(written("elsewhere")).isEqualTo(ordinary);
        } finally {
            Locale.setDefault(ordinaryLocale);
            TimeZone.setDefault(ordinaryZone);
        }
    }

    private Map<String, String> written(String name) throws IOException {
        Path into = folder.resolve(name);
        for (Report report : new Report[] {SampleReport.full(), SampleReport.compared()}) {
            CheckstyleReport.write(report, into);
            GitlabReport.write(report, into);
            HtmlReport.write(report, Optional.empty(), into);
            JsonReport.write(report, into);
            MarkdownReport.write(report, into);
            SarifReport.write(report, into);
        }
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(into)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        assertThat(files).hasSize(6);
        return files;
    }
}
