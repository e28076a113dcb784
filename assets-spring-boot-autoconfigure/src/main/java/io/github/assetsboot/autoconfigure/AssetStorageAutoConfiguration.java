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

package io.github.assetsboot.autoconfigure;

import io.github.assetsboot.autoconfigure.AssetProjectsProperties.Storage;
import io.github.assetsboot.project.ProjectVersion;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.storage.AssetStorage;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * Auto-configuration that makes sure that there is the storage that is asked for, and
 * that what is kept there can be read in a native image.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { DirectoryAssetStorageAutoConfiguration.class, RedisAssetStorageAutoConfiguration.class,
		S3AssetStorageAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnAssetStorage({ Storage.DIRECTORY, Storage.REDIS, Storage.S3 })
@EnableConfigurationProperties({ AssetsProperties.class, AssetProjectsProperties.class })
@RegisterReflectionForBinding(classes = { ProjectVersion.class, RuleProblem.class },
		classNames = { "io.github.assetsboot.project.ProjectManifest", "io.github.assetsboot.project.UploadManifest" })
public final class AssetStorageAutoConfiguration {

	AssetStorageAutoConfiguration(AssetsProperties properties, AssetProjectsProperties projects,
			ObjectProvider<AssetStorage> storages) {
		Storage own = properties.getStorage();
		if (own != null && projects.isEnabled() && own != projects.getStorage()) {
			throw new InvalidAssetsPropertyException(
					"assets.storage", SettingsDescription.choice(own), "'assets.projects.storage' is '"
							+ SettingsDescription.choice(projects.getStorage()) + "', and there is one storage",
					"Set both to the same kind.");
		}
		if (storages.stream().findAny().isEmpty()) {
			Storage kind = (own != null) ? own : projects.getStorage();
			throw new InvalidAssetsPropertyException((own != null) ? "assets.storage" : "assets.projects.storage",
					SettingsDescription.choice(kind), "what it needs is missing", action(kind));
		}
	}

	private static String action(Storage kind) {
		String always = "com.github.ben-manes.caffeine:caffeine and org.springframework.boot:spring-boot-starter-jackson";
		return "Add the dependencies " + switch (kind) {
			case DIRECTORY -> always + ".";
			case S3 -> "software.amazon.awssdk:s3, " + always + ".";
			case REDIS -> "org.springframework.boot:spring-boot-starter-data-redis, " + always + ".";
		};
	}

}
