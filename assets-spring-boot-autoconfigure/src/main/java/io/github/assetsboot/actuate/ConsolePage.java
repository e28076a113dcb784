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

package io.github.assetsboot.actuate;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.actuate.AssetsDescription.Coding;
import io.github.assetsboot.actuate.AssetsDescription.Type;
import io.github.assetsboot.actuate.HtmlTable.Cell;
import io.github.assetsboot.actuate.HtmlTable.Column;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PagesDescription;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Alias;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Deployment;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Project;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Share;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Storage;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Version;
import io.github.assetsboot.rules.RuleProblem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The description of the assets and the projects as pages. They only show, and change
 * nothing.
 *
 * @author the Assets for Spring Boot authors
 */
final class ConsolePage {

	private static final int MAX_ROWS = 200;

	private static final int MAX_TYPES = 20;

	private static final int SHORT_ID = 8;

	private final Instant now;

	private final StringBuilder body = new StringBuilder();

	private ConsolePage(Clock clock) {
		this.now = clock.instant();
	}

	/**
	 * Create a page.
	 * @param facts an {@link AssetsDescription}, an {@link AssetsListing} or a
	 * {@link Project}
	 * @return the page
	 */
	static ResponseEntity<String> of(Object facts) {
		return of(facts, Clock.systemUTC());
	}

	static ResponseEntity<String> of(Object facts, Clock clock) {
		ConsolePage page = new ConsolePage(clock);
		if (facts instanceof AssetsDescription description) {
			page.add(description);
			return EndpointPage.of(title(description.name()), false, page.body.toString());
		}
		if (facts instanceof AssetsListing listing) {
			page.add(listing);
			return EndpointPage.of(title(listing.collection()) + " below " + listing.path(), false,
					page.body.toString());
		}
		Project project = (Project) facts;
		page.add(project);
		return EndpointPage.of("Project " + project.name(), false, page.body.toString());
	}

	private static String title(String collection) {
		return isNamed(collection) ? "Collection " + collection : "Assets";
	}

	private static boolean isNamed(String collection) {
		return !collection.equals(AssetCollections.DEFAULT);
	}

	private void add(AssetsDescription assets) {
		if (isNamed(assets.name())) {
			append("<nav><a href=\"?\">Assets</a></nav>\n");
		}
		append("<h1>%s</h1>\n", Html.text(title(assets.name())));
		addNavigation(assets);
		addCollections(assets);
		addNumbers(assets);
		if (assets.projects() != null) {
			add(assets.projects());
		}
		addTypes(assets);
		addCodings(assets);
		addLargest(assets);
		addPages(assets.pages());
		addRules(assets);
		addProblems(assets);
	}

	private void addNavigation(AssetsDescription assets) {
		append("<nav>");
		if (assets.projects() != null) {
			append("<a href=\"#projects\">Projects</a>");
		}
		append("<a href=\"#types\">Files</a><a href=\"#rules\">Rules</a><a href=\"#problems\">Problems</a>"
				+ "%s<a href=\"%s/explain\">Explain a request</a></nav>\n",
				Html.link(query(parameters("/", assets.name())), "List of the files"), Html.text(endpoint()));
	}

	/**
	 * The numbers and tables after this table are those of the default collection.
	 */
	private void addCollections(AssetsDescription assets) {
		if (assets.collections().isEmpty()) {
			return;
		}
		append("<h2 id=\"collections\">Collections</h2>\n");
		HtmlTable table = new HtmlTable("Collections", MAX_ROWS, Column.name("Collection"), Column.text("Host"),
				Column.text("Path"), Column.number("Files"), Column.number("Size"), Column.number("Problems"));
		Stream.concat(Stream.of(assets), assets.collections().stream())
			.forEach((collection) -> table.add(
					Cell.markup(Html.link(query(Map.of("collection", collection.name())), collection.name())),
					Cell.text(collection.host()), Cell.code(collection.basePath()), Cell.number(collection.count()),
					Cell.size(collection.bytes()),
					Cell.number(collection.rejectedLines().size() + collection.skipped().size())));
		append(table);
		append("<h2>The default collection</h2>\n");
	}

	/**
	 * Return the parameters of a list of assets.
	 */
	private static Map<String, Object> parameters(String path, String collection) {
		return isNamed(collection) ? Map.of("path", path, "collection", collection) : Map.of("path", path);
	}

	/**
	 * Return the last segment of the path of this page, which the application can choose.
	 */
	private static String endpoint() {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
			String path = attributes.getRequest().getRequestURI();
			return "./" + path.substring(path.lastIndexOf('/') + 1);
		}
		return "./assets";
	}

	private void addNumbers(AssetsDescription assets) {
		append("<dl>");
		addNumber("Files", Html.number(assets.count()));
		addNumber("Size", Html.size(assets.bytes()));
		addNumber("Redirect rules", Html.number(assets.redirectRules().size()));
		addNumber("Header rules", Html.number(assets.headerRules().size()));
		addNumber("Problems", Html.number(assets.rejectedLines().size() + assets.skipped().size()));
		if (assets.settings().get("assets.language.paths") instanceof Collection<?> languages) {
			addNumber("Languages",
					Html.text(languages.stream().map(String::valueOf).collect(Collectors.joining(", "))));
		}
		append("</dl>\n");
	}

	private void addNumber(String name, String value) {
		append("<div><dt>%s</dt><dd>%s</dd></div>", Html.text(name), value);
	}

	private void addTypes(AssetsDescription assets) {
		append("<h2 id=\"types\">Files by type</h2>\n");
		HtmlTable table = new HtmlTable("Files by type", MAX_TYPES, Column.text("Type"), Column.number("Files"),
				Column.number("Size"), Column.bar("Share"));
		for (Type type : assets.types()) {
			table.add(Cell.text(Objects.requireNonNullElse(type.type(), "unknown")), Cell.number(type.count()),
					Cell.size(type.bytes()), Cell.bar(percentage(type.bytes(), assets.bytes())));
		}
		append(table);
	}

	private void addCodings(AssetsDescription assets) {
		append("<h2>Files by content coding</h2>\n");
		HtmlTable table = new HtmlTable("Files by content coding", MAX_ROWS, Column.text("Coding"),
				Column.number("Files"), Column.number("Size"), Column.number("Saved"), Column.bar("Share"));
		for (Coding coding : assets.codings()) {
			long saved = Math.round(100 - percentage(coding.bytes(), coding.identityBytes()));
			boolean identity = coding.coding().equals(Coding.IDENTITY);
			table.add(Cell.text(coding.coding()), Cell.number(coding.count()), Cell.size(coding.bytes()),
					identity ? Cell.text(null) : new Cell(saved + "\u00A0%", saved),
					Cell.bar(percentage(coding.bytes(), assets.bytes())));
		}
		append(table);
	}

	private void addLargest(AssetsDescription assets) {
		append("<h2>Largest files</h2>\n");
		HtmlTable table = new HtmlTable("Largest files", MAX_ROWS, Column.text("Path"), Column.number("Size"),
				Column.bar("Share"));
		assets.largest()
			.forEach((file) -> table.add(Cell.code(file.path()), Cell.size(file.bytes()),
					Cell.bar(percentage(file.bytes(), assets.bytes()))));
		append(table);
	}

	private void addPages(PagesDescription pages) {
		if (pages.data().isEmpty() && pages.policy() == null) {
			return;
		}
		append("<h2>Pages</h2>\n");
		HtmlTable table = new HtmlTable("Pages", MAX_ROWS, Column.text("Fact"), Column.text("Value"));
		table.add(Cell.text("Names in the page data"), Cell.code(String.join(", ", pages.data())));
		if (pages.policy() != null) {
			table.add(Cell.text("Content Security Policy"), Cell.code(pages.policy()));
			table.add(Cell.text("Different pages with the policy"), Cell.text(Html.number(pages.withPolicy())));
			table.add(Cell.text("Different hashes"), Cell.text(Html.number(pages.hashes())));
		}
		append(table);
	}

	private static double percentage(long part, long whole) {
		return (whole > 0) ? 100.0 * part / whole : 0;
	}

	private void addRules(AssetsDescription assets) {
		append("<h2 id=\"rules\">Redirect rules</h2>\n");
		if (assets.redirectRules().isEmpty()) {
			append("<p class=\"pale\">_redirects has no rules.</p>\n");
		}
		else {
			HtmlTable table = new HtmlTable("Redirect rules", MAX_ROWS, Column.number("Line"), Column.text("From"),
					Column.text("To"), Column.number("Status"), Column.number("Hits"));
			assets.redirectRules()
				.forEach((rule) -> table.add(Cell.number(rule.line()), Cell.code(rule.from()), Cell.code(rule.to()),
						new Cell(String.valueOf(rule.status()), rule.status()), Cell.number(rule.hits())));
			append(table);
		}
		append("<h2>Header rules</h2>\n");
		if (assets.headerRules().isEmpty()) {
			append("<p class=\"pale\">_headers has no rules.</p>\n");
			return;
		}
		HtmlTable table = new HtmlTable("Header rules", MAX_ROWS, Column.text("Path or URL"), Column.text("Fields"),
				Column.number("Hits"));
		assets.headerRules()
			.forEach((rule) -> table.add(Cell.code(rule.scope()), Cell.markup(fields(rule)), Cell.number(rule.hits())));
		append(table);
	}

	private static String fields(AssetsDescription.CountedHeaderRule rule) {
		return Stream
			.concat(rule.unset().stream().map((name) -> "! " + name),
					rule.set().entrySet().stream().map((field) -> field.getKey() + ": " + field.getValue()))
			.limit(MAX_TYPES)
			.map(Html::code)
			.collect(Collectors.joining("<br>"));
	}

	private void addProblems(AssetsDescription assets) {
		append("<h2 id=\"problems\">Rejected lines and warnings</h2>\n");
		if (assets.rejectedLines().isEmpty()) {
			append("<p class=\"pale\">Each line of the rule files has an effect.</p>\n");
		}
		else {
			HtmlTable table = new HtmlTable("Rejected lines and warnings", MAX_ROWS, Column.shortText("Kind"),
					Column.shortText("File"), Column.number("Line"), Column.text("Text"), Column.text("Reason"));
			for (RuleProblem problem : assets.rejectedLines()) {
				String kind = problem.rejected() ? "<span class=\"warning\">rejected</span>" : "warning";
				table.add(Cell.markup(kind), Cell.text(problem.file()), Cell.number(problem.line()),
						Cell.code(problem.text()), Cell.text(problem.reason()));
			}
			append(table);
		}
		if (!assets.skipped().isEmpty()) {
			append("<h2>Files that cannot be served</h2>\n");
			addReasons("Files that cannot be served", assets.skipped());
		}
	}

	private void addReasons(String name, Map<String, String> reasons) {
		HtmlTable table = new HtmlTable(name, MAX_ROWS, Column.text("Path"), Column.text("Reason"));
		reasons.forEach((path, reason) -> table.add(Cell.code(path), Cell.text(reason)));
		append(table);
	}

	private void add(AssetsListing listing) {
		append("<nav><a href=\"?\">Assets</a>%s</nav>\n<h1>Files below %s</h1>\n", isNamed(listing.collection())
				? Html.link(query(Map.of("collection", listing.collection())), title(listing.collection())) : "",
				Html.code(listing.path()));
		append("<p>%s</p>\n", Html.count(listing.total(), "file"));
		HtmlTable table = new HtmlTable("Files", MAX_ROWS, Column.text("Path"), Column.text("Type"),
				Column.number("Size"), Column.shortText("Codings"), Column.text("Path with fingerprint"));
		listing.assets()
			.forEach((file) -> table.add(Cell.code(file.path()), Cell.text(file.contentType()), Cell.size(file.bytes()),
					Cell.text(String.join(", ", file.codings())),
					(file.link() != null) ? Cell.code(file.link()) : Cell.text(null)));
		append(table);
		addPager(listing.page(), listing.pages(), parameters(listing.path(), listing.collection()));
		if (!listing.ignored().isEmpty()) {
			append("<h2>Ignored files and folders</h2>\n");
			addReasons("Ignored files and folders", listing.ignored());
		}
		if (!listing.skipped().isEmpty()) {
			append("<h2>Files that cannot be served</h2>\n");
			addReasons("Files that cannot be served", listing.skipped());
		}
	}

	private void addPager(int page, int pages, Map<String, Object> parameters) {
		if (pages < 2) {
			return;
		}
		append("<nav aria-label=\"Pages\"><span>Page %d of %d</span>", page, pages);
		if (page > 1) {
			append(Html.link(query(Math.min(page - 1, pages), parameters), "Previous page"));
		}
		if (page < pages) {
			append(Html.link(query(page + 1, parameters), "Next page"));
		}
		append("</nav>\n");
	}

	private static String query(int page, Map<String, Object> parameters) {
		Map<String, Object> all = new TreeMap<>(parameters);
		all.put("page", page);
		return query(all);
	}

	private static String query(Map<String, Object> parameters) {
		UriComponentsBuilder query = UriComponentsBuilder.newInstance();
		new TreeMap<>(parameters).keySet().forEach((name) -> query.queryParam(name, "{" + name + "}"));
		return query.encode().buildAndExpand(parameters).toUriString();
	}

	private void add(Projects projects) {
		append("<h2 id=\"projects\">Projects</h2>\n");
		if (projects.problem() != null) {
			append("<p class=\"warning\">%s</p>\n", Html.text(projects.problem()));
		}
		else {
			// the total counts deleted projects, too
			boolean all = projects.page() == 1 && projects.pages() == 1;
			append("<p>%s</p>\n", Html.count(all ? projects.projects().size() : projects.total(), "project"));
		}
		if (projects.projects().isEmpty()) {
			return;
		}
		HtmlTable table = new HtmlTable("Projects", ProjectsView.PAGE_SIZE, Column.name("Project"),
				Column.bar("Active deployment"), Column.number("Deployed"), Column.number("Versions"),
				Column.wideText("Latest version"), Column.number("Size"), Column.number("Storage"));
		projects.projects().forEach((project) -> addRow(project, table));
		append(table);
		addPager(projects.page(), projects.pages(), Map.of());
	}

	private void addRow(Project project, HtmlTable table) {
		Cell name = Cell.markup(Html.link("?project=" + project.name(), project.name()));
		Cell none = Cell.text(null);
		if (project.problem() != null) {
			table.add(name, Cell.markup("<span class=\"warning\">" + Html.text(project.problem()) + "</span>"), none,
					none, none, none, none);
			return;
		}
		Deployment deployment = project.deployment();
		Version latest = project.versions().isEmpty() ? null : project.versions().get(0);
		Storage storage = project.storage();
		table.add(name, Cell.markup((deployment != null) ? shares(deployment, project) : "none"),
				(deployment != null) ? Cell.age(deployment.created(), this.now) : none,
				Cell.number(project.versionCount()), (latest != null) ? Cell.markup(describe(latest)) : none,
				(latest != null) ? Cell.size(latest.bytes()) : none,
				(storage != null) ? Cell.size(storage.bytes()) : none);
	}

	/**
	 * Return a bar with the percentages, and the names of the versions below it.
	 */
	private static String shares(Deployment deployment, Project project) {
		List<Share> shares = deployment.versions();
		StringBuilder markup = new StringBuilder(
				Html.bar(shares.stream().mapToDouble((share) -> share.percentage().doubleValue()).toArray()));
		for (int i = 0; i < shares.size(); i++) {
			markup.append("<span class=\"share\">%s%s %s</span> ".formatted(Html.mark(i),
					name(shares.get(i).version(), project), percent(shares.get(i).percentage())));
		}
		return markup.toString();
	}

	/**
	 * Return the short name of a version, with its tag if it is known.
	 */
	private static String name(String version, Project project) {
		String tag = project.versions()
			.stream()
			.filter((known) -> known.id().equals(version))
			.map(Version::tag)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		return Html.code(shorten(version)) + ((tag != null) ? " " + Html.isolated(tag) : "");
	}

	private static String shorten(String id) {
		return (id.length() > SHORT_ID) ? id.substring(0, SHORT_ID) : id;
	}

	private static String percent(BigDecimal percentage) {
		return percentage.stripTrailingZeros().toPlainString() + "\u00A0%";
	}

	private String describe(Version version) {
		List<String> parts = new ArrayList<>();
		parts.add(
				Html.code(shorten(version.id())) + ((version.tag() != null) ? " " + Html.isolated(version.tag()) : ""));
		if (version.message() != null) {
			parts.add(Html.isolated(version.message()));
		}
		parts.add("<span class=\"pale\">" + Html.age(version.created(), this.now)
				+ ((version.author() != null) ? " by " + Html.isolated(version.author()) : "") + "</span>");
		return String.join("<br>", parts);
	}

	private void add(Project project) {
		append("<nav><a href=\"?\">Assets</a></nav>\n<h1>Project %s</h1>\n", Html.text(project.name()));
		if (project.problem() != null) {
			append("<p class=\"warning\">%s</p>\n", Html.text(project.problem()));
			return;
		}
		append("<dl>");
		addNumber("Versions", Html.number(project.versionCount()));
		Storage storage = project.storage();
		if (storage != null) {
			addNumber("Contents", Html.number(storage.contents()));
			addNumber("Storage", Html.size(storage.bytes()));
		}
		append("</dl>\n");
		if (storage != null) {
			append("<p class=\"pale\">The last garbage collection was %s. It deleted %s.</p>\n",
					Html.age(storage.collected(), this.now), Html.count(storage.deleted(), "content"));
		}
		append("<h2>Active deployment</h2>\n");
		append((project.deployment() != null) ? "<div>" + shares(project.deployment(), project) + "</div>\n"
				: "<p class=\"pale\">Nothing is deployed.</p>\n");
		addVersions(project);
		addAliases(project);
		addDeployments(project);
	}

	private void addVersions(Project project) {
		append("<h2>Versions</h2>\n");
		HtmlTable table = new HtmlTable("Versions", MAX_ROWS, Column.shortText("Version"), Column.name("Tag"),
				Column.wideText("Message"), Column.name("Author"), Column.number("Age"), Column.number("Files"),
				Column.number("Size"), Column.number("Deployed"), Column.shortText("Preview"));
		for (Version version : project.versions()) {
			table.add(id(version.id()), Cell.text(version.tag()), Cell.text(version.message()),
					author(version.author(), version.source()), Cell.age(version.created(), this.now),
					Cell.number(version.files()), Cell.size(version.bytes()), percentage(version.percentage()),
					preview(version.previewUrl()));
		}
		append(table);
	}

	private static Cell id(String id) {
		return Cell.markup("<code title=\"" + Html.text(id) + "\">" + Html.text(shorten(id)) + "</code>");
	}

	private static Cell author(@Nullable String author, String source) {
		return Cell.markup(((author != null) ? Html.isolated(author) + " " : "") + "<span class=\"pale\">"
				+ Html.text(source) + "</span>");
	}

	private static Cell percentage(@Nullable BigDecimal percentage) {
		return (percentage != null) ? new Cell(percent(percentage), percentage) : Cell.text(null);
	}

	private static Cell preview(@Nullable String url) {
		return (url != null) ? Cell.markup(Html.link(url, "open")) : Cell.text(null);
	}

	private void addAliases(Project project) {
		if (project.aliases().isEmpty()) {
			return;
		}
		append("<h2>Aliases</h2>\n");
		HtmlTable table = new HtmlTable("Aliases", MAX_ROWS, Column.text("Alias"), Column.text("Version"),
				Column.shortText("Preview"));
		for (Alias alias : project.aliases()) {
			table.add(Cell.text(alias.name()), Cell.markup(name(alias.version(), project)),
					preview(alias.previewUrl()));
		}
		append(table);
	}

	private void addDeployments(Project project) {
		append("<h2>Deployments</h2>\n");
		HtmlTable table = new HtmlTable("Deployments", MAX_ROWS, Column.number("Age"), Column.bar("Versions"),
				Column.shortText("By"), Column.wideText("Message"), Column.name("Author"),
				Column.shortText("Deployment"));
		for (Deployment deployment : project.deployments()) {
			table.add(Cell.age(deployment.created(), this.now), Cell.markup(shares(deployment, project)),
					Cell.text(deployment.triggeredBy()), Cell.text(deployment.message()),
					author(deployment.author(), deployment.source()), id(deployment.id()));
		}
		append(table);
	}

	private void append(Object markup) {
		this.body.append(markup);
	}

	private void append(String format, Object... arguments) {
		this.body.append(format.formatted(arguments));
	}

}
