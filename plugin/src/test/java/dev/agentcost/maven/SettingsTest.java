package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void sourcesAreUtf8WhereNothingSaysOtherwise() throws UsageException {
        assertThat(settings(null, 1).encoding()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(settings("", 1).encoding()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(settings("latin1", 1).encoding()).isEqualTo(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anEncodingThatNobodyKnowsIsNamedWithTheMend() {
        assertThatThrownBy(() -> settings("utf-99", 1))
                .hasMessage("agentcost.encoding is 'utf-99', which is no encoding that this JDK knows;"
                        + " write one such as UTF-8 or ISO-8859-1");
        assertThatThrownBy(() -> settings("not a name", 1)).isInstanceOf(UsageException.class);
    }

    @Test
    void noThreadsMeansAllProcessors() throws UsageException {
        assertThat(settings(null, 0).threads()).isPositive();
        assertThat(settings(null, 3).threads()).isEqualTo(3);
    }

    @Test
    void fewerThreadsThanNoneAreAMistake() {
        assertThatThrownBy(() -> settings(null, -1)).hasMessageStartingWith("agentcost.threads is -1; write");
    }

    @Test
    void variantsThatCannotBeReadAreToldBeforeAnythingIsAnalysed() {
        assertThatThrownBy(() -> settings(null, 1, Optional.of(Path.of("none.csv"))))
                .isInstanceOf(UsageException.class)
                .hasMessage("agentcost.variants: none.csv: there is no such file; name one with the measured success"
                        + " rates, or correct the path");
    }

    private static Settings settings(String encoding, int threads) throws UsageException {
        return settings(encoding, threads, Optional.empty());
    }

    private static Settings settings(String encoding, int threads, Optional<Path> variants) throws UsageException {
        return Settings.of(
                "1",
                encoding,
                false,
                false,
                threads,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "html,json,sarif",
                variants,
                List.of());
    }
}
