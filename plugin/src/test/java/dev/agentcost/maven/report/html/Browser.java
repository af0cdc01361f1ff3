package dev.agentcost.maven.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium that looks at a page. It and its driver are those of the machine, found on the path; where they are missing,
 * tests are skipped, but fail where the environment variable CI is set: there nobody would notice.
 */
final class Browser implements AutoCloseable {

    private static final String MEND = "Chromium and chromedriver are not on the path; install them"
            + " (Debian and Ubuntu: apt-get install chromium chromium-driver) to test the HTML report";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A new browser, or none and the end of the test. */
    static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        return start(logs);
    }

    /** The same, but nothing is heard of complaints and requests: telling them makes a large page open later. */
    static Browser startUnheard() {
        return start(new LoggingPreferences());
    }

    private static Browser start(LoggingPreferences logs) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            if (System.getenv("CI") != null) {
                throw new AssertionError(MEND);
            }
            Assumptions.abort(MEND);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Opens the page anew, even where only the fragment differs. */
    void open(Path page, String fragment) {
        driver.get("about:blank");
        driver.get(page.toUri() + fragment);
    }

    /** Follows a link to a place in the page, and waits until the page has heard of it. */
    void follow(String selector) {
        find(selector).click();
        driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done));");
    }

    void reload() {
        driver.navigate().refresh();
    }

    void back() {
        driver.navigate().back();
    }

    /** The size of what the page is shown in. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system says it likes: light or dark. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void scripts(boolean run) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Elements that the reader can see. */
    List<WebElement> shown(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** The texts of what the reader can see. */
    List<String> texts(String selector) {
        return shown(selector).stream().map(WebElement::getText).toList();
    }

    /** The contents of elements that are not those that the browser makes of the HTML text at the same place in the list. */
    List<?> differences(String selector, List<String> contents) {
        return (List<?>) script("""
                const elements = Array.from(document.querySelectorAll(arguments[0]));
                const contents = arguments[1].map(text => {
                  const template = document.createElement("template");
                  template.innerHTML = text;
                  return template.innerHTML.trim();
                });
                const actual = elements.map(element => element.innerHTML.trim());
                return actual.length === contents.length ? actual.filter((content, i) => content !== contents[i]) : actual;
                """, selector, contents);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Errors and warnings of the page since the last question. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** Addresses that the page asked for since the last question. */
    List<String> requests() {
        List<String> addresses = new ArrayList<>();
        driver.manage().logs().get(LogType.PERFORMANCE).forEach(entry -> {
            JsonNode message = json(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").asText());
            }
        });
        return addresses;
    }

    /** What axe finds that keeps people out, seriously or altogether: rule, and the elements in question. */
    List<String> barriers() {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        driver.executeScript(axe());
        String found = (String) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ["violations"] }).then(
                  result => done(JSON.stringify(result.violations)),
                  error => done(JSON.stringify([{ id: "axe failed: " + error, impact: "critical", nodes: [] }])));
                """);
        List<String> barriers = new ArrayList<>();
        for (JsonNode violation : json(found)) {
            String impact = violation.path("impact").asText();
            if (impact.equals("serious") || impact.equals("critical")) {
                violation
                        .path("nodes")
                        .forEach(node -> barriers.add(violation.path("id").asText() + ": "
                                + node.path("html").asText() + ": "
                                + node.path("failureSummary").asText()));
                if (violation.path("nodes").isEmpty()) {
                    barriers.add(violation.path("id").asText());
                }
            }
        }
        return barriers;
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
