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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * Certificate for the loopback interface that this process has made and signed itself.
 * Servers of tests use it, and their clients trust no other one.
 */
public final class SelfSignedCertificate {

	private static final String PASSWORD = "password";

	private static final Path KEY_STORE = create();

	private static final SSLContext CLIENT = trusting();

	private SelfSignedCertificate() {
	}

	/**
	 * Return the properties by which an application uses the certificate.
	 * @return the values by the names
	 */
	public static Map<String, String> properties() {
		return Map.of("server.ssl.key-store", KEY_STORE.toUri().toString(), "server.ssl.key-store-password", PASSWORD,
				"server.ssl.key-store-type", "PKCS12");
	}

	/**
	 * Return what a client needs that trusts the certificate only.
	 * @return the context
	 */
	public static SSLContext client() {
		return CLIENT;
	}

	private static Path create() {
		try {
			Path folder = Files.createTempDirectory("certificate");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
			Path keyStore = folder.resolve("server.p12");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
					"CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "7", "-storetype", "PKCS12",
					"-keystore", keyStore.toString(), "-storepass", PASSWORD)
				.redirectErrorStream(true)
				.start();
			String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!Files.exists(keyStore)) {
				throw new IllegalStateException("keytool made no certificate: " + output);
			}
			return keyStore;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path folder) {
		try {
			FileSystemUtils.deleteRecursively(folder);
		}
		catch (IOException ex) {
			// it is in the folder for temporary files
		}
	}

	private static SSLContext trusting() {
		try (InputStream stream = Files.newInputStream(KEY_STORE)) {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(stream, PASSWORD.toCharArray());
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("server", keys.getCertificate("server"));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
