package dev.agentcost.maven.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.maven.report.Golden;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SampleReport;
import dev.agentcost.maven.report.pareto.Frontiers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {

    /** The style and the scripts have their own files; the golden file shows what is made of a report. */
    private static final Pattern ASSET = Pattern.compile("(?s)(<style>|<script>).*?(</style>|</script>)");

    private static final Pattern HASH = Pattern.compile("sha256-[^&]*");

    @TempDir
    Path folder;

    @Test
    void saysEverythingInTheFormOfTheGoldenFile() throws IOException {
        String page = ASSET.matcher(written(SampleReport.full())).replaceAll("$1$2");

        Golden.assertMatches("agentcost.html", HASH.matcher(page).replaceAll("sha256"));
    }

    @Test
    void isTheSameInEveryLocaleAndTimeZone() throws Exception {
        Optional<Frontiers> variants = Optional.of(SampleVariants.written(folder));
        String here = written(SampleReport.full(), variants);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(written(SampleReport.full(), variants)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void knowsNothingOfTheMachine() throws IOException {
        assertThat(written(SampleReport.full()))
                .doesNotContain(
                        folder.toString(), System.getProperty("user.dir"), System.getProperty("user.home") + "/");
    }

    @Test
    void aReportInWhichThereIsNothingIsAPageToo() throws IOException {
        assertThat(written(SampleReport.empty())).contains("Nothing here can reach a model or a tool");
    }

    @Test
    void tellsWhatTheBaselineKnows() throws IOException {
        assertThat(written(SampleReport.full())).doesNotContain("badge known");
        assertThat(written(SampleReport.compared()))
                .contains("<span class=\"badge known\">known</span> <code class=\"rule\">unbounded-loop</code>")
                .contains("1 finding is known from the baseline");
    }

    @Test
    void hostileSourceCodeStaysText() throws IOException {
        String page = written(SampleReport.hostile());

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("aria-label=\"Cost of src/&#34; onload=&#34;alert(1)&lt;img src=x>.java:1\"")
                .doesNotContain("<script>alert", "<img", "<u>Agent", "<b>&amp;module", "<svg onload");
    }

    /** What their packages hold at the versions that NOTICE names. */
    @ParameterizedTest
    @CsvSource({
        "dagre.min.js, 54a503e346f93ca0bb10abe7999587e037262935687aca45eb4e4b0f64bbb578",
        "uPlot.iife.min.js, 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
        "uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"
    })
    void librariesAreUnmodified(String file, String sha256) throws Exception {
        try (InputStream in = HtmlReport.class.getResourceAsStream("vendor/" + file)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
        }
    }

    @Test
    void variantsAreShownWhereTheyAreGivenAndTheirNamesStayText() throws Exception {
        assertThat(written(SampleReport.full())).doesNotContain("id=\"variants\"");

        String page = written(SampleReport.full(), Optional.of(SampleVariants.written(folder)));
        assertThat(page)
                .contains("<a href=\"#variants\">Variants <span class=\"count\">5</span></a>")
                .contains("<th scope=\"row\">&lt;b&gt;hostile&lt;/b&gt;</th>")
                .contains("<title>&lt;b&gt;hostile&lt;/b&gt;: 40 %, no limit</title>")
                .doesNotContain("<b>hostile");
    }

    private String written(Report report) throws IOException {
        return written(report, Optional.empty());
    }

    private String written(Report report, Optional<Frontiers> variants) throws IOException {
        HtmlReport.write(report, variants, folder.resolve("new"));
        return Files.readString(folder.resolve("new").resolve("agentcost.html"));
    }
}
