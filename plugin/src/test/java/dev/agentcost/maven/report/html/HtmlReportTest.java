package dev.agentcost.maven.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.maven.report.Golden;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    /** The style and the scripts have their own files; the golden file shows what is made of a report. */
    private static final Pattern ASSET = Pattern.compile("(?s)(<style>|<script>).*?(</style>|</script>)");

    private static final Pattern HASH = Pattern.compile("'sha256-[^']*'");

    @TempDir
    Path folder;

    @Test
    void saysEverythingInTheFormOfTheGoldenFile() throws IOException {
        String page = ASSET.matcher(written(SampleReport.full())).replaceAll("$1$2");

        Golden.assertMatches("agentcost.html", HASH.matcher(page).replaceAll("'sha256'"));
    }

    @Test
    void isTheSameInEveryLocaleAndTimeZone() throws IOException {
        String here = written(SampleReport.full());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(written(SampleReport.full())).isEqualTo(here);
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
    void hostileSourceCodeStaysText() throws IOException {
        String page = written(SampleReport.hostile());

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("aria-label=\"Cost of src/&#34; onload=&#34;alert(1)&lt;img src=x>.java:1\"")
                .doesNotContain("<script>alert", "<img", "<u>Agent", "<b>&amp;module", "<svg onload");
    }

    private String written(Report report) throws IOException {
        HtmlReport.write(report, folder.resolve("new"));
        return Files.readString(folder.resolve("new").resolve("agentcost.html"));
    }
}
