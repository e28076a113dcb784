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

package io.github.assetsboot.sample;

import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The API that the single-page app talks to. Notes live as long as the application.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@RequestMapping("/api/notes")
class NotesController {

	private final Map<Long, Note> notes = new ConcurrentSkipListMap<>();

	private final AtomicLong lastId = new AtomicLong();

	NotesController() {
		add("Water the ficus", "Once a week. It pretends to need more.");
		add("Read RFC 9110", "At least section 14, for the byte ranges.");
		add("Call the plumber", "Before the weekend.\nThe kitchen, not the bathroom.");
	}

	@GetMapping
	Collection<Note> list() {
		return this.notes.values();
	}

	@GetMapping("/{id}")
	Note find(@PathVariable long id) {
		Note note = this.notes.get(id);
		if (note == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return note;
	}

	@PostMapping
	ResponseEntity<Note> create(@RequestBody NewNote newNote) {
		String title = newNote.title();
		if (title == null || !StringUtils.hasText(title)) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
		Note note = add(title, Objects.requireNonNullElse(newNote.text(), ""));
		return ResponseEntity.created(URI.create("/api/notes/" + note.id())).body(note);
	}

	private Note add(String title, String text) {
		Note note = new Note(this.lastId.incrementAndGet(), title, text);
		this.notes.put(note.id(), note);
		return note;
	}

}
