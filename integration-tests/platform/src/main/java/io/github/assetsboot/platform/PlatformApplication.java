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

package io.github.assetsboot.platform;

import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Serves each project on a host name of its own. The properties are in
 * {@code application-platform.yml}.
 */
@SpringBootApplication
public class PlatformApplication {

	private static final Log logger = LogFactory.getLog(PlatformApplication.class);

	private static final String HELP = """
			Publish the files in the folder 'dist' as the project 'shop', with Node.js 22:

			export CLOUDFLARE_API_BASE_URL=http://localhost:%1$s/client/v4
			export CLOUDFLARE_API_TOKEN=%2$s
			export CLOUDFLARE_ACCOUNT_ID=assets
			npx wrangler@4.164.0 deploy --assets ./dist --name shop --compatibility-date 2026-01-01

			Then open http://shop.localhost:%1$s/
			""";

	public static void main(String[] args) {
		new SpringApplicationBuilder(PlatformApplication.class).profiles("platform")
			.properties("platform.token=" + UUID.randomUUID())
			.run(args);
	}

	@EventListener
	void explainPublishing(ApplicationReadyEvent event) {
		Environment environment = event.getApplicationContext().getEnvironment();
		logger.info(HELP.formatted(environment.getRequiredProperty("local.server.port"),
				environment.getRequiredProperty("platform.token")));
	}

}
