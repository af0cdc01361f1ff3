package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.lower.ReadFile.Declared;
import dev.agentcost.analyzer.source.JavaSource;
import dev.agentcost.analyzer.source.ParsedUnit;
import dev.agentcost.analyzer.source.SourceText;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A file whose tree was forgotten is read again, to the same. */
class ReadFileTest {

    private static final SourceText AGENT = new SourceText("shop/Agent.java", """
            package shop;

            import java.util.concurrent.atomic.AtomicInteger;

            class Agent {
                void run(Model model) {
                    AtomicInteger turns = new AtomicInteger();
                    while (turns.incrementAndGet() < 5) {
                        model.chat(new Object() {});
                    }
                }
            }
            """, List.of());

    private static final SourceNames NAMES = SourceNames.of(List.of());

    private final AtomicInteger parsed = new AtomicInteger();
    private final JavaSource parser = new JavaSource();

    private final Function<SourceText, ParsedUnit> parse = text -> {
        parsed.incrementAndGet();
        return parser.apply(text);
    };

    private Declared declared(ReadFile file) {
        return Objects.requireNonNull(file.declared(NAMES, parse));
    }

    @Test
    void isParsedOnceWhileItIsHeld() {
        ReadFile file = ReadFile.of(AGENT, parse);
        Declared first = declared(file);
        assertThat(declared(file)).isSameAs(first);
        assertThat(parsed).hasValue(1);
    }

    @Test
    void isTheSameWhenItIsReadAgain() {
        ReadFile file = ReadFile.of(AGENT, parse);
        Declared first = declared(file);
        file.forget();
        Declared again = declared(file);
        assertThat(parsed).hasValue(2);
        assertThat(again.tree()).isNotSameAs(first.tree());
        // what stands for the AtomicInteger is a plain number, in both
        assertThat(first.tree().toString())
                .contains("++turns")
                .isEqualTo(again.tree().toString());
        List<String> names = List.of("shop.Agent", "shop.Agent.run$1");
        assertThat(first.table().types()).map(NamedType::name).isEqualTo(names);
        assertThat(again.table().types()).map(NamedType::name).isEqualTo(names);
    }

    @Test
    void forgottenBeforeItsTypesHaveNamesItIsReadAgain() {
        ReadFile file = ReadFile.of(AGENT, parse);
        file.forget();
        assertThat(declared(file).tree().toString()).contains("++turns");
        assertThat(parsed).hasValue(2);
    }

    @Test
    void whatCannotBeParsedIsNotTriedAgain() {
        ReadFile file = ReadFile.of(new SourceText("Broken.java", "\0", List.of()), parse);
        assertThat(file.names()).isNull();
        assertThat(file.diagnostics()).isNotEmpty();
        assertThat(file.declared(NAMES, parse)).isNull();
        assertThat(parsed).hasValue(1);
    }
}
