package org.dreamlms.books.migration;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * Sockets for the JDBC driver that note what is sent: the settings of each session, in the order in
 * which it gets them. The driver makes the object, hence what is static.
 */
public final class SentSettings extends SocketFactory {

    /** A statement of its own, as the protocol sends it: between two zeros. */
    private static final Pattern SETTING =
            Pattern.compile("(?<=\\x00)(?:RESET|SET|SELECT set_config)[ (][^\\x00]*");

    private static final List<ByteArrayOutputStream> SESSIONS = new CopyOnWriteArrayList<>();

    /** The database, by a way that notes what is sent from now on. */
    static MigrationDatabase to(TestDatabase database) {
        SESSIONS.clear();
        var url = database.url();
        return TestDatabase.direct(
                url
                        + (url.contains("?") ? "&" : "?")
                        + "socketFactory="
                        + SentSettings.class.getName(),
                null,
                null);
    }

    /** What each session was sent, by session. */
    static List<List<String>> bySession() {
        return SESSIONS.stream()
                .map(sent -> sent.toString(StandardCharsets.ISO_8859_1))
                .map(sent -> SETTING.matcher(sent).results().map(MatchResult::group).toList())
                .toList();
    }

    @Override
    public Socket createSocket() {
        var sent = new ByteArrayOutputStream();
        SESSIONS.add(sent);
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        sent.write(bytes, from, length);
                        out.write(bytes, from, length);
                    }

                    @Override
                    public void write(int b) throws IOException {
                        sent.write(b);
                        out.write(b);
                    }
                };
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
