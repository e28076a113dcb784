/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.assetsboot.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.util.FileSystemUtils;

/**
 * A Chromium without a window, started once for a test class. It is the one on the
 * {@code PATH} or, when there is none, one that Selenium fetches. Without a Chromium, the
 * tests are aborted. If {@code CI} is {@code true}, they fail.
 *
 * @author the Assets for Spring Boot authors
 */
public final class Browser implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	/**
	 * The tag of test classes that need a browser, left out with
	 * {@code -DskipFrontEnds=true}.
	 */
	public static final String TAG = "browser";

	private static final Log logger = LogFactory.getLog(Browser.class);

	private static final String INSTALL = "Put 'chromium' and 'chromedriver' on the PATH, "
			+ "on Debian and Ubuntu with: apt-get install chromium chromium-driver";

	private static final String UNAVAILABLE = "No Chromium to test with, and Selenium could not fetch one. " + INSTALL;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final String[] arguments;

	private ChromeDriver driver;

	private Path profile;

	/**
	 * Create a browser.
	 * @param arguments further arguments for Chromium
	 */
	public Browser(String... arguments) {
		this.arguments = arguments;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		Path chromium = find("chromium", "chromium-browser", "google-chrome");
		Path chromedriver = find("chromedriver");
		boolean installed = chromium != null && chromedriver != null;
		if (!installed && "true".equals(System.getenv("CI"))) {
			Assertions.fail("No Chromium to test with, and CI is true. " + INSTALL);
		}
		this.profile = Files.createTempDirectory("browser-tests");
		ChromeOptions options = options(this.profile).addArguments(this.arguments);
		if (chromium != null) {
			options.setBinary(chromium.toFile());
		}
		this.driver = installed ? start(chromedriver, options) : fetchAndStart(options);
		if (this.driver != null) {
			this.driver.manage().timeouts().pageLoadTimeout(TIMEOUT).scriptTimeout(TIMEOUT);
		}
	}

	/**
	 * Abort each test rather than the class, so that each is reported as skipped, and
	 * why.
	 */
	@Override
	public void beforeEach(ExtensionContext context) {
		Assumptions.assumeTrue(this.driver != null, UNAVAILABLE);
	}

	private static ChromeOptions options(Path profile) {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		options.setAcceptInsecureCerts(true);
		return options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
				"--window-size=1000,800", "--user-data-dir=" + profile);
	}

	private static ChromeDriver start(Path chromedriver, ChromeOptions options) {
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options);
	}

	private static ChromeDriver fetchAndStart(ChromeOptions options) {
		try {
			return new ChromeDriver(options);
		}
		catch (WebDriverException ex) {
			logger.warn(UNAVAILABLE, ex);
			return null;
		}
	}

	private static Path find(String... names) {
		return Arrays.stream(names)
			.flatMap((name) -> Pattern.compile(Pattern.quote(File.pathSeparator))
				.splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
				.filter((folder) -> !folder.isEmpty())
				.map((folder) -> Path.of(folder, name)))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		try {
			if (this.driver != null) {
				this.driver.quit();
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(this.profile);
		}
	}

	/**
	 * Type a URL into the address bar.
	 * @param url the URL
	 */
	public void open(String url) {
		this.driver.get(url);
	}

	public void click(String link) {
		await(ExpectedConditions.elementToBeClickable(By.linkText(link))).click();
	}

	public void back() {
		this.driver.navigate().back();
	}

	public void reload() {
		this.driver.navigate().refresh();
	}

	/**
	 * Forget the cookies of the page that is open.
	 */
	public void deleteCookies() {
		this.driver.manage().deleteAllCookies();
	}

	public WebElement element(String selector) {
		return await(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
	}

	public void awaitHeading(String text) {
		await(ExpectedConditions.textToBe(By.cssSelector("h1"), text));
	}

	public void awaitUrl(String url) {
		await(ExpectedConditions.urlToBe(url));
	}

	public void awaitText(String selector, String text) {
		await(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
	}

	public void type(String selector, String text) {
		WebElement field = element(selector);
		field.clear();
		field.sendKeys(text);
	}

	public void press(String button) {
		await(ExpectedConditions.elementToBeClickable(By.xpath("//button[normalize-space()='" + button + "']")))
			.click();
	}

	/**
	 * Show the pages as on another screen.
	 * @param width the width in pixels
	 * @param height the height in pixels
	 * @param colorScheme the colour scheme that the user prefers: {@code light} or
	 * {@code dark}
	 */
	public void emulate(int width, int height, String colorScheme) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
	}

	/**
	 * Return the messages of the log since the last call, such as violations of a content
	 * security policy.
	 * @return the messages
	 */
	public List<String> log() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/**
	 * Return the errors of the log since the last call. Such are violations of a content
	 * security policy, uncaught exceptions, and files that are missing.
	 * @return the messages
	 */
	public List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().equals(Level.SEVERE))
			.map(LogEntry::getMessage)
			.toList();
	}

	public void saveScreenshot(Path file) throws IOException {
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	public Object run(String script) {
		return this.driver.executeScript(script);
	}

	private <T> T await(ExpectedCondition<T> condition) {
		return new WebDriverWait(this.driver, TIMEOUT).until(condition);
	}

}
