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

package io.github.assetsboot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.PropertyMapping;
import org.springframework.boot.test.context.PropertyMapping.Skip;
import org.springframework.context.annotation.Import;

/**
 * Adds an {@link AssetsTester} to the application context of a test, and serves a
 * directory of the test in place of the application's.
 * <p>
 * It stands beside an annotation that starts the application or a slice of it, such as
 * {@code @SpringBootTest} or {@code @WebMvcTest}. Requests through MockMvc and those to a
 * real port get the files of the directory.
 *
 * <pre class="code">
 * &#064;WebMvcTest
 * &#064;AssetsTest(directory = "classpath:/test-site/")
 * class RoutingTests {
 *
 *     &#064;Autowired
 *     private AssetsTester assets;
 *
 *     &#064;Test
 *     void oldPathIsRedirected() {
 *         assertThat(this.assets.get("/old")).redirectsTo("/new", 301);
 *     }
 *
 * }
 * </pre>
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Import(AssetsTesterConfiguration.class)
@PropertyMapping("assets")
public @interface AssetsTest {

	/**
	 * The directory with the files, as in the property {@code assets.directory}. Without
	 * it, the files are those of the application.
	 * @return the directory, such as {@code classpath:/test-site/}
	 */
	@PropertyMapping(skip = Skip.ON_DEFAULT_VALUE)
	String directory() default "";

}
