package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.9          | 1.10",
                "1.0          | 1.0.1",
                "2.0.0-alpha1 | 2.0.0-beta1",
                "2.0.0-M8     | 2.0.0-RC1",
                "2.0.0-RC1    | 2.0.0-RC2",
                "2.0.0-RC2    | 2.0.0-SNAPSHOT",
                "2.0.0-SNAPSHOT | 2.0.0",
                "2.0.0        | 2.0.0-sp1",
                "2.0.0        | 2.0.0-jre",
                "1.19.0-beta9 | 1.19.0-beta29",
                "1.19.0-beta29 | 1.19.0",
                "2.0.0-RC     | 2.0.0-RC1",
                "1.99999999999999999999 | 1.100000000000000000000",
            })
    void ordersVersionsLikeMaven(String older, String newer) {
        assertThat(Version.of(older)).isLessThan(Version.of(newer));
        assertThat(Version.of(newer)).isGreaterThan(Version.of(older));
    }

    @ParameterizedTest
    @CsvSource({"1,1.0.0", "1.0,1.0.0.RELEASE", "1.0-ga,1.0-Final", "2.0-m1,2.0.0-M1", "2.0-cr1,2.0-RC1"})
    void takesTwoSpellingsOfOneVersionAsEqual(String one, String other) {
        assertThat(Version.of(one)).isEqualByComparingTo(Version.of(other)).isEqualTo(Version.of(other));
        assertThat(Version.of(one)).hasSameHashCodeAs(Version.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.0,2.0.1)       | 1.0      | true",
                "[1.0,2.0.1)       | 2.0.0    | true",
                "[1.0,2.0.1)       | 2.0.1    | false",
                "[1.0,2.0.1)       | 0.9      | false",
                "(1.0,2.0]         | 1.0      | false",
                "(1.0,2.0]         | 2.0.0    | true",
                "(,2.0.0-RC2)      | 2.0.0-M8 | true",
                "(,2.0.0-RC2)      | 2.0.0    | false",
                "[2.0.1,)          | 3.1      | true",
                "[1.5]             | 1.5.0    | true",
                "[1.5]             | 1.5.1    | false",
                "(,1.0),[1.2,1.3]  | 0.5      | true",
                "(,1.0),[1.2,1.3]  | 1.1      | false",
                "(,1.0),[1.2,1.3]  | 1.3      | true",
            })
    void containsWhatMavensNotationSays(String range, String version, boolean contained) {
        assertThat(new VersionRange("acme", range).contains(version)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "[1.0,2.0", "1.0,2.0)", "[]x", "", "[1,2,3]"})
    void refusesWhatIsNoRange(String range) {
        assertThatThrownBy(() -> new VersionRange("acme", range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + range + "' is not a range of versions");
    }

    @Test
    void readsAVersionWithoutDigitsAsTheLowest() {
        assertThat(Version.of("${revision}")).isLessThan(Version.of("1.0"));
    }
}
