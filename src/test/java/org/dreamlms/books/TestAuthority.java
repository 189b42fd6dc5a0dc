package org.dreamlms.books;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test's own, and a server that it vouches for: made with keytool. */
final class TestAuthority {

    static final String PASSWORD = "a-password-of-tests";

    private static final String SERVER = "server";

    private final Path directory;
    private final KeyStore keys;

    /**
     * @param directory a new one for its files
     * @param host the name that the server's certificate is for
     */
    TestAuthority(Path directory, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = Files.createDirectories(directory);
        keypair("-alias", "ca", "-dname", "CN=Authority of a test", "-ext", "bc:c");
        keypair(
                "-alias",
                SERVER,
                "-signer",
                "ca",
                "-dname",
                "CN=Server of a test",
                "-ext",
                "san=dns:" + host);
        keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
        write("ca.pem", "CERTIFICATE", keys.getCertificate("ca").getEncoded());
        write("server.pem", "CERTIFICATE", keys.getCertificate(SERVER).getEncoded());
        write("server.key", "PRIVATE KEY", key().getEncoded());
        // Without the keys: an authority gives away its certificate only.
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
        try (var out = Files.newOutputStream(trustStore())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private Key key() throws GeneralSecurityException {
        return keys.getKey(SERVER, PASSWORD.toCharArray());
    }

    /** The authority's certificate, as PEM. */
    Path pem() {
        return directory.resolve("ca.pem");
    }

    /** The authority's certificate, as PKCS 12 with {@link #PASSWORD}. */
    Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** The server's certificate, as PEM. */
    Path serverPem() {
        return directory.resolve("server.pem");
    }

    /** The server's key, as PEM that nobody else may read. */
    Path serverKey() {
        return directory.resolve("server.key");
    }

    /** The server's certificate and key for Vert.x. */
    PfxOptions forVertx() {
        return new PfxOptions()
                .setPath(store().toString())
                .setPassword(PASSWORD)
                .setAlias(SERVER)
                .setAliasPassword(PASSWORD);
    }

    /** The server's certificate and key for the JDK's own server. */
    SSLContext forJdk() throws GeneralSecurityException, IOException {
        var alone = KeyStore.getInstance("PKCS12");
        alone.load(null, null);
        alone.setKeyEntry(SERVER, key(), PASSWORD.toCharArray(), keys.getCertificateChain(SERVER));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(alone, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Path store() {
        return directory.resolve("keys.p12");
    }

    private void keypair(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-genkeypair");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        command.addAll(List.of("-keystore", store().toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    private void write(String name, String kind, byte[] der) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var file = directory.resolve(name);
        Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, base64));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
