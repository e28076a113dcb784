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

package io.github.assetsboot.thymeleaf;

import io.github.assetsboot.AssetUrls;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractElementTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;

import org.springframework.util.StringUtils;

/**
 * Writes the elements that load entries of a Vite build in place of
 * {@code <vite:entry src="src/main.ts"/>}.
 *
 * @author the Assets for Spring Boot authors
 */
final class ViteEntryProcessor extends AbstractElementTagProcessor {

	private static final String ELEMENT = "entry";

	private static final int PRECEDENCE = 1000;

	private final AssetUrls assetUrls;

	ViteEntryProcessor(String prefix, AssetUrls assetUrls) {
		super(TemplateMode.HTML, prefix, ELEMENT, true, null, false, PRECEDENCE);
		this.assetUrls = assetUrls;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag,
			IElementTagStructureHandler structureHandler) {
		String[] entries = StringUtils
			.trimArrayElements(StringUtils.commaDelimitedListToStringArray(tag.getAttributeValue("src")));
		if (entries.length == 0) {
			throw new TemplateProcessingException(
					"The element 'vite:entry' has no attribute 'src'. Add one with the name"
							+ " of an entry, such as 'src/main.ts'.");
		}
		structureHandler.replaceWith(this.assetUrls.vite(entries).nonce(tag.getAttributeValue("nonce")).toString(),
				false);
	}

}
