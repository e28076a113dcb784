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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * Certificate of the servers of one run, and its private key.
 *
 * @param keyStore both in a key store of the type PKCS #12, for Java
 * @param certificate the certificate as PEM, for nginx
 * @param key the private key as PEM, for nginx
 */
record SelfSignedCertificate(Path keyStore, Path certificate, Path key) {

	private static final String ALIAS = "benchmark";

	private static final String PASSWORD = "benchmark";

	/**
	 * Create a certificate for the loopback interface.
	 * @param folder an empty folder for its files
	 * @return the certificate
	 */
	static SelfSignedCertificate create(Path folder) throws IOException {
		Files.createDirectories(folder);
		Path keyStore = folder.resolve("server.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
				"-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "7", "-storetype", "PKCS12", "-keystore",
				keyStore.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!Files.exists(keyStore)) {
			throw new IllegalStateException("keytool made no certificate:\n" + output);
		}
		Path certificate = folder.resolve("certificate.pem");
		Path key = folder.resolve("key.pem");
		try (InputStream stream = Files.newInputStream(keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(stream, PASSWORD.toCharArray());
			Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
			Files.writeString(key, pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
		return new SelfSignedCertificate(keyStore, certificate, key);
	}

	private static String pem(String type, byte[] content) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
	}

	/**
	 * Return the arguments by which a Spring Boot application uses the certificate and
	 * HTTP/2.
	 */
	List<String> arguments() {
		return List.of("--server.http2.enabled=true", "--server.ssl.key-store=" + this.keyStore,
				"--server.ssl.key-store-password=" + PASSWORD, "--server.ssl.key-store-type=PKCS12");
	}

}
