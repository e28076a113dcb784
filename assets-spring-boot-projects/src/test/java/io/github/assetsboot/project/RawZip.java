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

package io.github.assetsboot.project;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A zip whose headers say what a test wants them to say.
 */
public final class RawZip {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final List<Entry> entries = new ArrayList<>();

	private byte[] comment = {};

	private int count = -1;

	private int disk;

	private boolean zip64;

	/**
	 * Add bytes to the contents.
	 */
	public RawZip bytes(String text) {
		this.bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	public RawZip entry(String name, String text) {
		return entry(name, text, (entry) -> {
		});
	}

	public RawZip entry(String name, String text, Consumer<Entry> change) {
		Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
		change.accept(entry);
		entry.offset = (entry.offset != -1) ? entry.offset : this.bytes.size();
		this.entries.add(entry);
		if (entry.withData) {
			this.bytes.writeBytes(entry.local());
			this.bytes.writeBytes(entry.data);
		}
		return this;
	}

	public RawZip comment(byte[] comment) {
		this.comment = comment;
		return this;
	}

	public RawZip count(int count) {
		this.count = count;
		return this;
	}

	public RawZip disk(int disk) {
		this.disk = disk;
		return this;
	}

	public RawZip zip64() {
		this.zip64 = true;
		return this;
	}

	/**
	 * Return the zip.
	 * @param prefix how much was put in front of the zip after it was made
	 */
	public byte[] toBytes(int prefix) {
		ByteArrayOutputStream zip = new ByteArrayOutputStream();
		zip.writeBytes(new byte[prefix]);
		zip.writeBytes(this.bytes.toByteArray());
		int start = zip.size();
		this.entries.forEach((entry) -> zip.writeBytes(entry.central()));
		int size = zip.size() - start;
		int announced = (this.count != -1) ? this.count : this.entries.size();
		if (this.zip64) {
			ByteBuffer end = buffer(76);
			end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
			end.putLong(announced).putLong(announced).putLong(size).putLong(start - prefix);
			end.putInt(0x07064b50).putInt(0).putLong(start - prefix + size).putInt(1);
			zip.writeBytes(end.array());
		}
		ByteBuffer end = buffer(22);
		end.putInt(0x06054b50).putShort((short) this.disk).putShort((short) 0);
		end.putShort((short) (this.zip64 ? -1 : announced)).putShort((short) (this.zip64 ? -1 : announced));
		end.putInt(this.zip64 ? -1 : size).putInt(this.zip64 ? -1 : start - prefix);
		end.putShort((short) this.comment.length);
		zip.writeBytes(end.array());
		zip.writeBytes(this.comment);
		return zip.toByteArray();
	}

	public byte[] toBytes() {
		return toBytes(0);
	}

	static byte[] unicodePath(byte[] name, String path) {
		byte[] text = path.getBytes(StandardCharsets.UTF_8);
		ByteBuffer field = buffer(9 + text.length);
		field.putShort((short) 0x7075).putShort((short) (5 + text.length)).put((byte) 1).putInt(crc(name)).put(text);
		return field.array();
	}

	private static int crc(byte[] bytes) {
		CRC32 crc = new CRC32();
		crc.update(bytes);
		return (int) crc.getValue();
	}

	private static ByteBuffer buffer(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * An entry, to be changed.
	 */
	public static final class Entry {

		byte[] name;

		byte[] localName;

		int madeBy;

		int flags;

		int method;

		int localMethod;

		int crc;

		byte[] data;

		long size;

		long compressedSize;

		long localSize;

		int attributes;

		byte[] extra = {};

		int offset = -1;

		boolean withData = true;

		private Entry(byte[] name, byte[] content) {
			name(name);
			content(content);
		}

		public Entry content(byte[] content) {
			this.data = content;
			this.size = content.length;
			this.compressedSize = content.length;
			this.localSize = content.length;
			this.crc = crc(content);
			return this;
		}

		public Entry name(byte[] name) {
			this.name = name;
			this.localName = name;
			return this;
		}

		public Entry localName(String name) {
			this.localName = name.getBytes(StandardCharsets.UTF_8);
			return this;
		}

		public Entry flags(int flags) {
			this.flags = flags;
			return this;
		}

		public Entry method(int method) {
			this.method = method;
			this.localMethod = method;
			return this;
		}

		public Entry unix(int mode) {
			this.madeBy = 3;
			this.attributes = mode << 16;
			return this;
		}

		private byte[] local() {
			ByteBuffer header = buffer(30 + this.localName.length);
			header.putInt(0x04034b50).putShort((short) 20).putShort((short) this.flags);
			header.putShort((short) this.localMethod).putInt(0).putInt(this.crc);
			header.putInt((int) this.localSize).putInt((int) this.localSize);
			header.putShort((short) this.localName.length).putShort((short) 0).put(this.localName);
			return header.array();
		}

		private byte[] central() {
			ByteBuffer header = buffer(46 + this.name.length + this.extra.length);
			header.putInt(0x02014b50).putShort((short) (this.madeBy << 8)).putShort((short) 20);
			header.putShort((short) this.flags).putShort((short) this.method).putInt(0).putInt(this.crc);
			header.putInt((int) this.compressedSize).putInt((int) this.size);
			header.putShort((short) this.name.length).putShort((short) this.extra.length).putShort((short) 0);
			header.putShort((short) 0).putShort((short) 0).putInt(this.attributes).putInt(this.offset);
			return header.put(this.name).put(this.extra).array();
		}

	}

}
