package org.dreamlms.books.migration;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import org.dreamlms.books.TestPostgres;

/**
 * A connection pooler in transaction mode, as small as tests need it: each client brings one
 * session along, and each transaction runs in whichever has been free the longest, or the shortest.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int ENCRYPTED_WITH_TLS = 80877103;
    private static final int ENCRYPTED_WITH_GSS = 80877104;
    private static final byte QUERY = 'Q';
    private static final byte SYNC = 'S';
    private static final byte TERMINATE = 'X';
    private static final byte READY = 'Z';
    private static final byte IDLE = 'I';

    /** One message of the protocol, with its first byte; 0: the first of a client has none. */
    private record Message(byte type, byte[] body) {

        static Message read(DataInputStream in, boolean typed) throws IOException {
            var type = typed ? in.readByte() : 0;
            var body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            return new Message(type, body);
        }

        void write(OutputStream out) throws IOException {
            var bytes = ByteBuffer.allocate(body.length + Integer.BYTES + 1);
            if (type != 0) {
                bytes.put(type);
            }
            bytes.putInt(body.length + Integer.BYTES).put(body);
            out.write(bytes.array(), 0, bytes.position());
        }

        int code() {
            return ByteBuffer.wrap(body).getInt();
        }
    }

    /** A session of the server. */
    private record Session(Socket socket, DataInputStream in) {}

    private final ServerSocket door;
    private final boolean inTurn;
    private final BlockingDeque<Session> free = new LinkedBlockingDeque<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private TransactionPooler(ServerSocket door, boolean inTurn) {
        this.door = door;
        this.inTurn = inTurn;
    }

    /**
     * Starts one.
     *
     * @param inTurn whether sessions are given in turn; else the latest first
     */
    static TransactionPooler start(boolean inTurn) throws IOException {
        var pooler =
                new TransactionPooler(
                        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), inTurn);
        pooler.inBackground(pooler::letIn);
        return pooler;
    }

    TestDatabase to(TestDatabase database) {
        return new TestDatabase(
                database.name(),
                database.url().replace(":" + TestPostgres.port(), ":" + door.getLocalPort()));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void inBackground(Work work) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException end) {
                                // The client has gone, or the test is over.
                            }
                        },
                        "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    private void letIn() throws IOException {
        while (true) {
            var client = door.accept();
            sockets.add(client);
            inBackground(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            var out = client.getOutputStream();
            var first = Message.read(in, false);
            while (first.code() == ENCRYPTED_WITH_TLS || first.code() == ENCRYPTED_WITH_GSS) {
                out.write('N');
                first = Message.read(in, false);
            }
            begin(first, out);
            for (var message = Message.read(in, true);
                    message.type() != TERMINATE;
                    message = Message.read(in, true)) {
                transaction(message, in, out);
            }
        }
    }

    /** The client's session logs in, and is anybody's from then on. */
    private void begin(Message first, OutputStream out) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), TestPostgres.port());
        sockets.add(socket);
        var session = new Session(socket, new DataInputStream(socket.getInputStream()));
        first.write(socket.getOutputStream());
        answer(session, out);
        free.addFirst(session);
    }

    private void transaction(Message begun, DataInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        var session = inTurn ? free.takeLast() : free.takeFirst();
        var message = begun;
        while (true) {
            message.write(session.socket().getOutputStream());
            if ((message.type() == QUERY || message.type() == SYNC)
                    && answer(session, out) == IDLE) {
                free.addFirst(session);
                return;
            }
            message = Message.read(in, true);
        }
    }

    /** Hands on what the server says, and returns whether it is in a transaction then. */
    private static byte answer(Session session, OutputStream out) throws IOException {
        while (true) {
            var message = Message.read(session.in(), true);
            message.write(out);
            if (message.type() == READY) {
                return message.body()[0];
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
