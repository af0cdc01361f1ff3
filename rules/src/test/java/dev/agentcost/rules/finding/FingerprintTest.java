package dev.agentcost.rules.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void isTheShortenedDigestOfTheParts() {
        // printf 'unbounded-loop\nacme.Agent#run()\nloop\n0' | sha256sum
        assertThat(Fingerprint.of("unbounded-loop", "acme.Agent#run()", "loop", "0"))
                .hasSize(20)
                .isEqualTo("a5cffa4fd7f560814f20");
    }

    @Test
    void differsWithEachPart() {
        assertThat(Fingerprint.of("a", "b"))
                .isNotEqualTo(Fingerprint.of("a", "c"))
                .isNotEqualTo(Fingerprint.of("ab"));
    }
}
