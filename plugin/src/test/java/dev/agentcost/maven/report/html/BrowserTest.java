package dev.agentcost.maven.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SampleReport;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.finding.Fingerprint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a reader meets it, in a real browser. */
class BrowserTest {

    private static final List<String> VIEWS = List.of("#overview", "#entry-points", "#findings", "#coverage");

    /** The view of the shop's page alone. */
    private static final String VARIANTS = "#variants";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Report shop;
    private static Path page;

    @BeforeAll
    static void openBrowser() throws Exception {
        browser = Browser.start();
        shop = RealReport.shop();
        page = written(shop, Optional.of(SampleVariants.written(folder)), "shop");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void likeAtADesk() {
        browser.size(1280, 900);
        browser.scheme("light");
        browser.complaints();
        browser.requests();
    }

    /** Whatever a test does, the page complains of nothing and asks for nothing but itself. */
    @AfterEach
    void silentAndAlone() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
    }

    private static Path written(Report report, String name) throws IOException {
        return written(report, Optional.empty(), name);
    }

    private static Path written(Report report, Optional<Frontiers> variants, String name) throws IOException {
        HtmlReport.write(report, variants, folder.resolve(name));
        return folder.resolve(name).resolve(HtmlReport.FILE);
    }

    private static String entry(String method) {
        return entry(shop, method);
    }

    private static String entry(Report report, String method) {
        return report.result().entryPoints().stream()
                .map(EntryPointResult::entryPoint)
                .filter(entry -> entry.method().equals(method))
                .map(EntryPoint::methodKey)
                .findFirst()
                .map(key -> "#entry-" + Fingerprint.of(key))
                .orElseThrow();
    }

    private static String finding(String rule) {
        return shop.result().findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .map(finding -> "#finding-" + finding.fingerprint())
                .orElseThrow();
    }

    private static String finding(Report report, int index) {
        return "#finding-" + report.result().findings().get(index).fingerprint();
    }

    // ---- views

    @Test
    void beginsWithTheVerdictAndTheCostVector() {
        browser.open(page, "");

        assertThat(browser.texts(".verdict")).containsExactly("The check fails");
        assertThat(browser.texts("h1")).containsExactly("A call of 2 of 4 entry points can cost without limit");
        assertThat(browser.texts("#overview .tile dt"))
                .containsExactly("Model calls", "Tool calls", "Input tokens", "Output tokens", "Dollars", "Latency");
    }

    @Test
    void eachLinkOfTheNavigationShowsItsViewAndNoOther() {
        browser.open(page, "");

        for (String view : shopsViews()) {
            browser.follow("nav a[href='" + view + "']");
            assertThat(browser.shown(".view")).hasSize(1);
            assertThat(browser.find(view).isDisplayed()).isTrue();
            assertThat(browser.texts("h1")).hasSize(1);
            assertThat(browser.shown("nav [aria-current=page]")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {760, 1280})
    void theWholeNavigationIsSeenHoweverLongTheModulesNameIs(int width) throws Exception {
        browser.size(width, 900);
        browser.open(page, "");
        browser.script(
                "document.querySelector('.subject').textContent = 'com.example.department:order-agent-'.repeat(4)");

        assertThat((Boolean) browser.script("""
                        const nav = document.querySelector("nav");
                        return nav.scrollWidth <= nav.clientWidth && nav.getBoundingClientRect().right <= innerWidth;
                        """)).isTrue();
    }

    @Test
    void anEntryPointsPageDrawsWhatItRunsWithLoopsAndMultiplicities() {
        browser.open(page, entry("OrderAgent#answer"));

        assertThat(browser.shown(".entry")).hasSize(1);
        assertThat(browser.texts(".drawing .repetition .name")).containsExactlyInAnyOrder("loop", "loop", "loop");
        assertThat(browser.texts(".drawing .model .name")).containsExactly("ChatModel.chat", "ChatModel.chat");
        assertThat(browser.texts(".drawing .tool .name")).containsExactly("ToolExecutor.execute");
        assertThat(browser.texts(".drawing .unbounded .small"))
                .contains("no limit: n turns, until the model's answer ends it");
        assertThat(browser.texts(".drawing .times")).contains("\u00d7 n + 1", "\u00d7 n", "\u00d7 3");
        assertThat(browser.texts(".drawing .model .small")).contains("at most n + 1 in all", "at most 3 in all");
    }

    @Test
    void nodesOfAGraphDoNotLieOnEachOther() {
        for (EntryPointResult result : shop.result().entryPoints()) {
            browser.open(page, entry(result.entryPoint().method()));

            assertThat(browser.shown(".entry.open .drawing .shape")).hasSizeGreaterThan(1);
            assertThat(browser.script("""
                            const boxes = Array.from(document.querySelectorAll(".entry.open .shape"), s => s.getBoundingClientRect());
                            return boxes.filter((a, i) => boxes.some((b, j) => i < j && a.left < b.right && b.left < a.right
                                && a.top < b.bottom && b.top < a.bottom)).length;
                            """)).isEqualTo(0L);
        }
    }

    @Test
    void aLoopInTheGraphLeadsToItsFinding() {
        browser.open(page, entry("OrderAgent#answer"));

        browser.follow(".drawing a");

        assertThat(browser.shown(".finding details[open] .source mark")).hasSize(1);
    }

    @Test
    void curvesAreDrawnForEachDimensionTodayAndWithEachLever() {
        browser.open(page, entry("OrderAgent#answer"));
        int levers = shop.result().entryPoints().stream()
                .filter(result -> result.entryPoint().method().equals("OrderAgent#answer"))
                .mapToInt(result -> result.levers().size())
                .findFirst()
                .orElseThrow();

        assertThat(levers).isPositive();
        assertThat(browser.texts(".chart .u-legend .u-label"))
                .as("dollars, which every lever saves")
                .hasSize(levers + 2);
        assertThat(browser.texts(".chart .u-legend .u-value").get(1))
                .as("today's, to the last digit")
                .isEqualTo("$" + lastOfToday(Dimension.DOLLARS));
        for (WebElement choice : browser.shown(".curves input")) {
            choice.click();
            assertThat(browser.shown(".chart canvas")).hasSize(1);
            assertThat(inked()).isGreaterThan(1000L);
            assertThat(browser.texts(".chart .u-legend .u-label")).startsWith("turns", "today");
            assertThat(browser.texts(".chart .u-legend .u-value").get(0)).isEqualTo("50");
        }
    }

    private static String lastOfToday(Dimension dimension) {
        List<BigDecimal> values = shop.result().entryPoints().stream()
                .filter(result -> result.entryPoint().method().equals("OrderAgent#answer"))
                .map(result -> result.curves().curves().get(0).costs().get(dimension))
                .findFirst()
                .orElseThrow();
        return values.get(values.size() - 1).toPlainString();
    }

    /** How many pixels of the chart are painted. */
    private static long inked() {
        return (Long) browser.script("""
                const canvas = Array.from(document.querySelectorAll(".chart canvas")).find(c => c.offsetParent);
                const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                let inked = 0;
                for (let i = 3; i < data.length; i += 4) inked += data[i] > 0 ? 1 : 0;
                return inked;
                """);
    }

    @Test
    void aFindingShowsItsCodeItsDerivationAndItsLeversTheBestFirst() {
        browser.open(page, finding("unbounded-loop"));

        WebElement body = browser.shown(".finding details[open] .body").get(0);
        assertThat(browser.texts(".source mark")).singleElement().asString().contains("while (true) {");
        assertThat(body.getText()).contains("Why", "Reaches", "Levers", "To do:");
        List<Double> percents = browser.texts(".finding details[open] .saves b").stream()
                .map(text -> Double.valueOf(text.replace(" %", "")))
                .toList();
        assertThat(percents).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(browser.shown(".finding details[open] .steps .line")).isNotEmpty();
    }

    @Test
    void variantsArePlottedForEachDimensionWithTheFrontierAndWhatIsBeaten() {
        browser.open(page, VARIANTS);

        assertThat(browser.shown(".plot svg")).hasSize(Dimension.values().length);
        assertThat(browser.texts(".plot .panel"))
                .contains("model calls", "dollars")
                .hasSize(Dimension.values().length);
        assertThat(browser.shown(".plot:nth-child(5) circle.on")).as("dollars").hasSize(3);
        assertThat(browser.shown(".plot:nth-child(5) circle.off")).hasSize(2);
        assertThat(browser.texts(".plot:nth-child(5) .label")).contains("small", "large", "open", "loop");
        assertThat(browser.shown(".plot path.line")).hasSize(Dimension.values().length);
        assertThat(browser.texts("#variant-table tbody tr:nth-child(3) td:nth-child(7)"))
                .as("dollars of small")
                .containsExactly("\u25cf $0.013");
        assertThat(browser.texts("#variant-table tbody tr:nth-child(4) td:nth-child(7)"))
                .as("dollars of loop")
                .containsExactly("$0.09\nbeaten by small");
    }

    @Test
    void theTableOfVariantsIsSortedWithWhatHasNoLimitAboveEveryNumber() {
        browser.open(page, VARIANTS);

        browser.find("#variant-table th:nth-child(7) button").click();
        assertThat(browser.texts("#variant-table tbody th")).startsWith("open", "<b>hostile</b>", "large", "loop");
        browser.find("#variant-table th:nth-child(2) button").click();
        assertThat(browser.texts("#variant-table tbody th"))
                .containsExactly("open", "large", "small", "loop", "<b>hostile</b>");
    }

    /** What is drawn is seen: dots and lines have the colours of the theme, not the black that they have without a style. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePlotsHaveTheColoursOfTheTheme(String scheme) {
        browser.scheme(scheme);
        browser.open(page, VARIANTS);

        assertThat(browser.script("""
                        const colour = name => {
                          const probe = document.createElement("i");
                          document.body.append(probe);
                          probe.style.color = `var(${name})`;
                          const value = getComputedStyle(probe).color;
                          probe.remove();
                          return value;
                        };
                        const style = selector => getComputedStyle(document.querySelector(selector));
                        return [
                          style(".plot .on").fill === colour("--accent"),
                          style(".plot .line").stroke === colour("--accent"),
                          style(".plot .off").stroke === colour("--quiet"),
                          style(".plot .text").fill === colour("--text")
                        ];
                        """)).isEqualTo(List.of(true, true, true, true));
    }

    // ---- sorting, filtering, links

    @Test
    void theTableOfEntryPointsIsSortedByTheColumnThatIsClicked() {
        browser.open(page, "#entry-points");

        browser.find("#entry-table th:nth-child(4) button").click();
        assertThat(orders(4)).hasSize(4).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(browser.find("#entry-table th:nth-child(4)").getDomAttribute("aria-sort"))
                .isEqualTo("descending");

        browser.find("#entry-table th:nth-child(4) button").click();
        assertThat(orders(4)).isSorted();
        assertThat(browser.shown("#entry-table th[aria-sort]")).hasSize(1);

        browser.find("#entry-table th:nth-child(1) button").click();
        assertThat(browser.texts("#entry-table tbody .code"))
                .containsExactly("OrderAgent#answer", "Planner#solve", "Reviews#sumUp", "Reviews#title");
    }

    private static List<Double> orders(int column) {
        return browser.shown("#entry-table tbody td:nth-child(" + column + ")").stream()
                .map(cell -> Double.valueOf(cell.getDomAttribute("data-order")))
                .toList();
    }

    @Test
    void theTableOfEntryPointsIsFilteredWhileTyping() {
        browser.open(page, "#entry-points");

        browser.find("[data-filter=entry-table]").sendKeys("reviews title");
        assertThat(browser.texts("#entry-table tbody .code")).containsExactly("Reviews#title");
        assertThat(browser.texts("#entry-points .shown")).containsExactly("1 of 4 shown");

        browser.focused().sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        assertThat(browser.shown("#entry-table tbody tr")).hasSize(4);
    }

    @Test
    void findingsAreFilteredByLevelAndText() {
        browser.open(page, "#findings");
        int all = browser.shown(".finding").size();
        assertThat(all).isEqualTo(shop.result().findings().size());

        browser.find("[data-level-of][value=error]").click();
        assertThat(browser.shown(".finding.error")).isEmpty();
        browser.find("[data-level-of][value=error]").click();
        browser.find("[data-filter=finding-list]").sendKeys("recursion");
        assertThat(browser.texts(".finding .rule")).containsOnly("unbounded-recursion");
        assertThat(browser.shown(".finding").size()).isLessThan(all);
    }

    @Test
    void theOverviewLeadsToTheFindingsOfALevel() {
        browser.open(page, "");

        browser.follow("a[data-level=note]");

        assertThat(browser.find("#findings").isDisplayed()).isTrue();
        assertThat(browser.shown(".finding.error")).isEmpty();
    }

    @Test
    void aLinkToAFindingOpensItThereAndTheWayBackWorks() {
        browser.open(page, "");
        browser.follow("nav a[href='#findings']");

        browser.script("location.hash = arguments[0]", finding("unpruned-context"));
        assertThat(browser.texts(".finding:target .rule")).containsExactly("unpruned-context");
        assertThat(browser.shown(".finding:target details[open]")).hasSize(1);
        assertThat((Boolean) browser.script("""
                        const top = document.querySelector(".finding:target").getBoundingClientRect().top;
                        return top >= 0 && top < innerHeight;
                        """)).isTrue();

        browser.back();
        browser.back();
        assertThat(browser.find("#overview").isDisplayed()).isTrue();
    }

    @Test
    void everyLinkOfThePageLeadsSomewhere() {
        browser.open(page, "");

        assertThat(browser.script("""
                        return Array.from(document.querySelectorAll("a[href^='#']"), link => link.getAttribute("href"))
                            .filter(href => !document.getElementById(href.slice(1)));
                        """)).isEqualTo(List.of());
        assertThat(browser.script("""
                        const ids = Array.from(document.querySelectorAll("[id]"), element => element.id);
                        return ids.filter((id, i) => ids.indexOf(id) !== i);
                        """)).isEqualTo(List.of());
    }

    // ---- keyboard

    @Test
    void theKeyboardReachesTheContentTheFiltersTheColumnsAndTheFindings() {
        browser.open(page, "#entry-points");

        browser.press("/");
        assertThat(browser.focused().getDomAttribute("data-filter")).isEqualTo("entry-table");
        browser.press("solve");
        assertThat(browser.texts("#entry-table tbody .code")).containsExactly("Planner#solve");
        browser.focused().sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);

        browser.press(Keys.TAB, Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Entry point");
        browser.press(Keys.ENTER);
        assertThat(browser.find("#entry-table th").getDomAttribute("aria-sort")).isEqualTo("ascending");

        browser.open(page, "#findings");
        browser.press("/");
        browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
        assertThat(browser.focused().getTagName()).isEqualTo("summary");
        browser.press(Keys.ENTER);
        assertThat(browser.shown(".finding details[open]")).hasSize(1);
    }

    @Test
    void theFirstStopOfTheKeyboardIsTheWayPastTheNavigation() {
        browser.open(page, "");

        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat((Boolean) browser.script("return document.querySelector('main').contains(document.activeElement)"))
                .isTrue();
        assertThat(browser.find("#overview").isDisplayed()).isTrue();
    }

    // ---- themes and sizes

    @Test
    void thePageIsLightOrDarkAsTheSystemLikesUnlessTheReaderChooses() {
        browser.open(page, "");
        String light = background();

        browser.scheme("dark");
        String dark = background();
        assertThat(dark).isNotEqualTo(light);

        browser.find("#theme option[value=light]").click();
        assertThat(background()).isEqualTo(light);
        // the browser writes what a page stores when it has time for it
        for (int i = 0; i == 0 || i < 10 && !background().equals(light); i++) {
            browser.reload();
        }
        assertThat(background()).isEqualTo(light);

        browser.scheme("light");
        browser.find("#theme option[value=dark]").click();
        assertThat(background()).isEqualTo(dark);
        browser.find("#theme option[value='']").click();
        assertThat(background()).isEqualTo(light);
    }

    private static String background() {
        return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 375", "dark, 375"})
    void axeFindsNothingSerious(String scheme, int width) {
        browser.size(width, 900);
        browser.scheme(scheme);

        for (String view : views()) {
            browser.open(page, view);
            browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
            assertThat(browser.barriers())
                    .as("%s, %s, %d wide", view, scheme, width)
                    .isEmpty();
        }
    }

    @Test
    void nothingReachesOverTheSideOfAPhone() {
        browser.size(375, 740);

        for (String view : views()) {
            browser.open(page, view);
            browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
            assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                    .as(view)
                    .isEqualTo(375L);
        }
    }

    private static List<String> shopsViews() {
        List<String> all = new ArrayList<>(VIEWS);
        all.add(VARIANTS);
        return all;
    }

    private static List<String> views() {
        List<String> all = shopsViews();
        shop.result()
                .entryPoints()
                .forEach(result -> all.add(entry(result.entryPoint().method())));
        return all;
    }

    // ---- other pages

    @Test
    void everythingCanBeReadWithoutScripts() {
        browser.scripts(false);
        try {
            browser.open(page, "");

            assertThat(browser.shown(".view")).hasSize(shopsViews().size());
            assertThat(browser.shown(".entry")).hasSize(4);
            assertThat(browser.shown("#entry-table tbody tr")).hasSize(4);
            assertThat(browser.shown(".tools, .theme, .curves > .choices")).isEmpty();
        } finally {
            browser.scripts(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "empty", "hostile"})
    void whateverIsInIt(String name) throws IOException {
        Report report = switch (name) {
            case "full" -> SampleReport.full();
            case "empty" -> SampleReport.empty();
            default -> SampleReport.hostile();
        };
        Path written = written(report, name);

        for (String view : VIEWS) {
            browser.open(written, view);
            assertThat(browser.shown(".view")).hasSize(1);
            assertThat(browser.barriers()).as(view).isEmpty();
        }
        assertThat(browser.script("""
                        const attributes = Array.from(document.querySelectorAll("*"), element => element.getAttributeNames()).flat();
                        return attributes.filter(name => name.startsWith("on"));
                        """)).isEqualTo(List.of());
        assertThat(browser.script("return document.querySelectorAll('img, iframe, object, body script ~ main').length"))
                .isEqualTo(0L);
    }

    @Test
    void whatALargePageHoldsBackIsWhatTheTemplatesMake() throws Exception {
        Report report = SampleReport.hostile(400);
        browser.open(written(report, "large"), "");
        Page views = new Page(report, Optional.empty());
        assertThat(browser.shown("#findings .body")).isEmpty();

        browser.script(
                "location.hash = arguments[0]", "#" + views.entries().get(0).id());
        assertThat(browser.texts(".entry.open h2"))
                .containsExactly(views.entries().get(0).method());
        browser.follow("nav a[href='#findings']");
        browser.script("document.querySelectorAll('.finding details').forEach(details => details.open = true)");
        browser.follow("nav a[href='#findings']");

        List<String> made = new ArrayList<>();
        views.findings().forEach(finding -> made.add(HtmlReport.render("findingBody.jte", finding)));
        assertThat(made).hasSize(400).doesNotHaveDuplicates();
        assertThat(browser.differences(".finding .body", made)).isEmpty();
    }

    @Test
    void twoThousandSitesOpenInLessThanTwoSeconds(@TempDir Path sources) throws Exception {
        Report report = RealReport.many(2000, sources);
        assertThat(report.analysis().sites()).hasSize(2000);
        Path many = written(report, "many");

        assertThat(millisToOpen(many)).isBetween(1L, 2000L);
        browser.open(many, "");
        assertThat(browser.texts("h1")).containsExactly("A call of 2000 of 2000 entry points can cost without limit");
        String last = finding(report, report.result().findings().size() - 1);
        browser.script("location.hash = arguments[0]", last);
        assertThat(browser.shown(last + " details[open] .source mark")).hasSize(1);
        browser.script(
                "location.hash = arguments[0]",
                entry(
                        report,
                        report.result().entryPoints().get(1999).entryPoint().method()));
        assertThat(browser.shown(".entry.open .drawing svg, .entry.open .chart canvas"))
                .hasSize(2);
    }

    /**
     * Until everything is there and something is painted, whichever is later: the least of three times, as what else the machine does
     * counts, too.
     */
    private static long millisToOpen(Path page) {
        try (Browser reader = Browser.startUnheard()) {
            long millis = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                reader.open(page, "");
                millis = Math.min(millis, (Long) reader.script("""
                        const load = performance.getEntriesByType("navigation")[0].loadEventEnd;
                        const paint = performance.getEntriesByName("first-contentful-paint")[0];
                        return Math.round(Math.max(load, paint ? paint.startTime : 0));
                        """));
            }
            return millis;
        }
    }
}
