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

package io.github.assetsboot.sample.react;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The API that the front end talks to. Notes live as long as the application.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@RequestMapping("/api/notes")
class NotesController {

	private final List<Note> notes = new CopyOnWriteArrayList<>();

	NotesController() {
		add(new NewNote("Sharpen the pencils", "All of them."));
		add(new NewNote("Return the ladder", "It is the neighbour's.\nRing twice."));
	}

	@GetMapping
	List<Note> list() {
		return this.notes;
	}

	@GetMapping("/{id}")
	Note find(@PathVariable int id) {
		return this.notes.stream()
			.filter((note) -> note.id() == id)
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	@PostMapping
	ResponseEntity<Note> create(@RequestBody NewNote newNote) {
		Note note = add(newNote);
		return ResponseEntity.created(URI.create("/api/notes/" + note.id())).body(note);
	}

	private synchronized Note add(NewNote newNote) {
		Note note = new Note(this.notes.size() + 1, newNote.title(), newNote.text());
		this.notes.add(note);
		return note;
	}

}
