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

package io.github.assetsboot.poms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A POM of this repository, as it is written or as it is published.
 *
 * @param file the file
 * @param project its root element
 */
record Pom(Path file, Element project) {

	static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

	/**
	 * Return all POMs of this repository, as they are written.
	 * @return the POMs, that of the root first
	 */
	static List<Pom> all() throws IOException {
		List<Path> files = new ArrayList<>(List.of(ROOT.resolve("pom.xml")));
		for (Path directory : List.of(ROOT, ROOT.resolve("integration-tests"))) {
			try (Stream<Path> children = Files.list(directory)) {
				children.map((child) -> child.resolve("pom.xml")).filter(Files::exists).sorted().forEach(files::add);
			}
		}
		return files.stream().map(Pom::read).toList();
	}

	static List<Pom> published() throws IOException {
		return all().stream().filter((pom) -> "false".equals(pom.text("properties", "unpublished"))).toList();
	}

	/**
	 * Return the POM that users get instead of this one.
	 * @return the POM without a parent
	 */
	Pom flattened() {
		return read(this.file.resolveSibling(".flattened-pom.xml"));
	}

	private static Pom read(Path file) {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			return new Pom(file, factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
		}
		catch (IOException | ParserConfigurationException | SAXException ex) {
			throw new IllegalStateException(
					"The POM %s cannot be read. Build the modules before this one with -am.".formatted(file), ex);
		}
	}

	String artifactId() {
		return text("artifactId");
	}

	List<String> sections() {
		return children(this.project).map(Element::getTagName).toList();
	}

	List<Dependency> dependencies() {
		return elements(this.project, "dependencies", "dependency").map(Dependency::of).toList();
	}

	List<Dependency> managedDependencies() {
		return elements(this.project, "dependencyManagement", "dependencies", "dependency").map(Dependency::of)
			.toList();
	}

	/**
	 * Return each version that is written down, less those of the project and its parent.
	 * @return the versions
	 */
	List<String> versions() {
		return owners().map((owner) -> Dependency.text(owner, "version")).toList();
	}

	/**
	 * Return the plugins and libraries that have a version of their own.
	 * @return a name of each, once for each place
	 */
	List<String> versioned() {
		return owners().map((owner) -> owner.getTagName() + " " + Dependency.text(owner, "artifactId")).toList();
	}

	private Stream<Element> owners() {
		NodeList versions = this.project.getElementsByTagName("version");
		return IntStream.range(0, versions.getLength())
			.mapToObj((index) -> (Element) versions.item(index).getParentNode())
			.filter((owner) -> owner != this.project && !owner.getTagName().equals("parent"));
	}

	String text(String... path) {
		return elements(this.project, path).map(Element::getTextContent).findFirst().orElse("");
	}

	private static Stream<Element> elements(Element start, String... path) {
		Stream<Element> elements = Stream.of(start);
		for (String name : path) {
			elements = elements.flatMap(Pom::children).filter((child) -> child.getTagName().equals(name));
		}
		return elements;
	}

	private static Stream<Element> children(Element parent) {
		return Stream.iterate(parent.getFirstChild(), (child) -> child != null, Node::getNextSibling)
			.filter(Element.class::isInstance)
			.map(Element.class::cast);
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.file).toString();
	}

	/**
	 * A dependency, with an empty text for each part that is not written down.
	 *
	 * @param groupId the group
	 * @param artifactId the artifact
	 * @param version its version
	 * @param scope its scope
	 * @param optional whether users do not get it
	 */
	record Dependency(String groupId, String artifactId, String version, String scope, boolean optional) {

		private static Dependency of(Element element) {
			return new Dependency(text(element, "groupId"), text(element, "artifactId"), text(element, "version"),
					text(element, "scope"), "true".equals(text(element, "optional")));
		}

		private static String text(Element element, String name) {
			return elements(element, name).map(Element::getTextContent).findFirst().orElse("");
		}

	}

}
