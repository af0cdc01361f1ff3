package dev.agentcost.rules.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.agentcost.analyzer.cost.TokenCounter;
import org.junit.jupiter.api.Test;

class TokenCountingTest {

    private final TokenCounter counter = TokenCounting.o200k();

    @Test
    void nothingIsNoToken() {
        assertThat(counter.count("")).isZero();
    }

    @Test
    void countsWhatOpenAiCounts() {
        assertThat(counter.count("{\"role\":\"user\",\"content\":[{\"x\":1,\"y\":2}]}"))
                .isEqualTo(17);
        assertThat(counter.count("你".repeat(1000))).isEqualTo(1000);
        assertThat(counter.count("a")).isOne();
    }

    @Test
    void leavesRoomForVendorsWhoseEncodingIsNotPublic() {
        // ten in o200k
        String prose = "You answer questions about orders with the tools given.";
        assertThat(counter.count(prose)).isEqualTo(16);
    }

    @Test
    void aTextThatLooksLikeASpecialTokenIsText() {
        assertThatCode(() -> counter.count("<|endoftext|>")).doesNotThrowAnyException();
        assertThat(counter.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void whatIsTooLongToCountIsCountedByCharacters() {
        assertThat(counter.count("x".repeat(300_000))).isEqualTo(300_000);
    }
}
