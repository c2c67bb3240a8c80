package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser that opens reports: Chromium without a window. Where there is none, tests are
 * skipped, unless {@code -Doctet.browser=required} says that they may not be.
 */
public final class Browser implements AutoCloseable {
  private static final String REQUIRED = "required";
  private static final int HEIGHT = 900;

  /** Bars, points, tiles, …; a line that joins points is none. */
  private static final String MARKS =
      """
      const figure = document.getElementById(arguments[0]);
      if (figure.querySelector('svg.network')) return figure.querySelectorAll('g.op').length;
      let marks = 0;
      echarts.getInstanceByDom(figure.querySelector('.plot')).getModel().eachSeries((series) => {
        if (series.subType !== 'line') series.getData().eachItemGraphicEl(() => marks++);
      });
      return marks;
      """;

  /** It warns of browsers newer than itself. */
  private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;
  private int width = 1280;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; skips or fails the test when there is none. */
  public static Browser start() {
    Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = find("chromedriver");
    boolean there = chromium.isPresent() && driver.isPresent();
    String missing = "Chromium and its driver are not installed (chromium, chromium-driver)";
    if (required()) {
      assertThat(there).as(missing).isTrue();
    }
    Assumptions.assumeTrue(there, missing);
    LOG.setLevel(Level.SEVERE);
    try {
      return new Browser(driver(chromium.orElseThrow(), driver.orElseThrow()));
    } catch (SessionNotCreatedException e) {
      if (required()) {
        throw e;
      }
      return Assumptions.abort("Chromium does not start: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean required() {
    return REQUIRED.equals(System.getProperty("octet.browser"));
  }

  private static Optional<Path> find(String... names) {
    String[] folders =
        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1);
    return Stream.of(names)
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static ChromeDriver driver(Path chromium, Path driver) throws IOException {
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--user-data-dir=" + Files.createTempDirectory(target, "chromium"));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build();
    return new ChromeDriver(service, options);
  }

  /** Opens a page of a file. */
  public void open(Path file) {
    open(file, "");
  }

  /** Opens a page at an anchor, as somebody does who follows a link. */
  public void open(Path file, String anchor) {
    driver.get("about:blank");
    size(width);
    // out of the way: a chart that comes to lie below it would answer
    driver.executeCdpCommand(
        "Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", 1, "y", 1));
    driver.get(file.toUri() + (anchor.isEmpty() ? "" : "#" + anchor));
  }

  /** Draws what would be drawn once it is scrolled to. */
  public void drawAll() {
    script("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'));");
  }

  /** Prints the page, and gives the size of the PDF in bytes. */
  public int print() {
    Map<String, Object> pdf = driver.executeCdpCommand("Page.printToPDF", Map.of());
    return Objects.requireNonNull(pdf.get("data")).toString().length() * 3 / 4;
  }

  /** How wide the window is, in CSS pixels: 380 for a phone. */
  public void size(int pixels) {
    width = pixels;
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", pixels < 600));
  }

  /** What the system's settings say: dark or light. */
  public void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** How many bars, points, cells, tiles or ops are drawn in the chart of this id. */
  public long marks(String chart) {
    return number(MARKS, chart);
  }

  /** What was written to the console, and errors, since it was last asked. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** Runs a script in the page. */
  public @Nullable Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What a script returns, a number. */
  public long number(String script, Object... arguments) {
    return ((Number) Objects.requireNonNull(script(script, arguments))).longValue();
  }

  /** What a script returns, as text. */
  public String text(String script, Object... arguments) {
    return String.valueOf(script(script, arguments));
  }

  /** The first element of a selector. */
  public WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The texts of all elements of a selector. */
  public List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  /** Whether the page can be moved sideways. */
  public boolean scrollsSideways() {
    return number("return document.documentElement.scrollWidth - innerWidth;") > 0;
  }

  /** The title of the page, which nothing in it may change. */
  public String title() {
    return Objects.requireNonNullElse(driver.getTitle(), "");
  }

  /** Takes a picture of the whole page. */
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Map<String, Object> shot =
          driver.executeCdpCommand(
              "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
      String data = Objects.requireNonNull(shot.get("data")).toString();
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
