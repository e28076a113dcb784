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

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The only way of a browser to this machine, open for one port: a proxy by the SOCKS
 * protocol (RFC 1928). A browser that uses it is like a phone that reaches the
 * application and nothing else.
 *
 * @author the Assets for Spring Boot authors
 */
public final class PortGate implements AutoCloseable {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

	private static final byte[] NO_AUTHENTICATION = { 5, 0 };

	private static final byte[] CONNECTED = { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 };

	private static final byte[] NOT_ALLOWED = { 5, 2, 0, 1, 0, 0, 0, 0, 0, 0 };

	private static final int IPV4 = 1;

	private static final int NAME = 3;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final List<Integer> refused = new CopyOnWriteArrayList<>();

	private final ServerSocket server;

	private volatile int open;

	public PortGate() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	/**
	 * Return the arguments with which Chromium goes through the gate.
	 */
	public String[] browserArguments() {
		return new String[] { "--proxy-server=socks5://127.0.0.1:" + this.server.getLocalPort(),
				"--proxy-bypass-list=<-loopback>" };
	}

	/**
	 * Open the gate for a port of this machine, and close it for the former one.
	 * @param port the port
	 */
	public void open(int port) {
		this.open = port;
	}

	/**
	 * Return the other ports of this machine that were asked for since the last call.
	 */
	public List<Integer> refused() {
		List<Integer> ports = List.copyOf(this.refused);
		this.refused.clear();
		return ports;
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				this.sockets.add(client);
				this.threads.execute(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket client) {
		try (client) {
			DataInputStream input = new DataInputStream(client.getInputStream());
			OutputStream output = client.getOutputStream();
			input.readByte();
			input.readFully(new byte[input.readUnsignedByte()]);
			output.write(NO_AUTHENTICATION);
			input.readFully(new byte[3]);
			String host = readHost(input);
			int port = input.readUnsignedShort();
			if (LOOPBACK.contains(host) && port == this.open) {
				connect(client, port);
				return;
			}
			if (LOOPBACK.contains(host)) {
				this.refused.add(port);
			}
			output.write(NOT_ALLOWED);
		}
		catch (IOException ex) {
			// the browser has gone
		}
		finally {
			this.sockets.remove(client);
		}
	}

	private static String readHost(DataInputStream input) throws IOException {
		int type = input.readUnsignedByte();
		int length = switch (type) {
			case IPV4 -> 4;
			case NAME -> input.readUnsignedByte();
			default -> 16;
		};
		byte[] address = new byte[length];
		input.readFully(address);
		return (type == NAME) ? new String(address, StandardCharsets.US_ASCII)
				: InetAddress.getByAddress(address).getHostAddress();
	}

	private void connect(Socket client, int port) throws IOException {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
			this.sockets.add(server);
			client.getOutputStream().write(CONNECTED);
			this.threads.execute(() -> copy(server, client));
			copy(client, server);
		}
	}

	private void copy(Socket from, Socket to) {
		try (from; to) {
			InputStream input = from.getInputStream();
			input.transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// one of them has gone
		}
		finally {
			this.sockets.remove(from);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.shutdownNow();
	}

}
