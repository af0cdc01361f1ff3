package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts in whatever encoding they come. */
class SourceTextTest {

    private static SourceText decode(String text, Charset written, Charset configured) {
        return SourceText.decode("A.java", text.getBytes(written), configured);
    }

    @Test
    void utf8WinsWhateverIsConfigured() {
        SourceText text = decode("// größe 成本", StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);
        assertThat(text.text()).isEqualTo("// größe 成本");
        assertThat(text.diagnostics()).isEmpty();
    }

    @Test
    void theByteOrderMarkIsNoText() {
        assertThat(decode("\uFEFFclass A {}", StandardCharsets.UTF_8, StandardCharsets.UTF_8)
                        .text())
                .isEqualTo("class A {}");
    }

    @Test
    void utf16IsReadWhereAMarkSaysSo() {
        for (Charset written : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            SourceText text = decode("\uFEFFclass Größe {}", written, StandardCharsets.UTF_8);
            assertThat(text.text()).isEqualTo("class Größe {}");
            assertThat(text.diagnostics()).isEmpty();
        }
    }

    @Test
    void theConfiguredEncodingIsSecond() {
        Charset gbk = Charset.forName("GBK");
        SourceText text = decode("// 成本分析", gbk, gbk);
        assertThat(text.text()).isEqualTo("// 成本分析");
        assertThat(text.diagnostics()).isEmpty();
    }

    @Test
    void otherwiseTheEncodingIsGuessedAndSaid() {
        SourceText chinese = decode("// 成本分析", Charset.forName("GBK"), StandardCharsets.UTF_8);
        assertThat(chinese.text()).isEqualTo("// 成本分析");
        SourceText western = decode("// größe, naïve", StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8);
        assertThat(western.text()).isEqualTo("// größe, naïve");
        assertThat(western.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("ISO-8859-1"));
    }

    @Test
    void anUnreadableFileIsEmptyAndReported() {
        SourceText text =
                SourceText.read(new SourceFile("gone/A.java", Path.of("/nowhere/A.java")), StandardCharsets.UTF_8);
        assertThat(text.text()).isEmpty();
        assertThat(text.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.file()).isEqualTo("gone/A.java"));
    }
}
