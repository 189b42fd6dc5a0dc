import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Attacks a service on this machine, bounded in count and time, while a bystander asks it for a book
 * and for an assignment; prints one row of a table. Started by hostile.sh.
 *
 * <p>Arguments: attack, port, management port, seconds, heap in bytes. Environment: ADMIN, SUPERVISOR,
 * TEACHER, STUDENT (tokens), ASSIGNMENT (of the bystander, an admin), LARGE (ids with commas), DCS (URL of the
 * stand-in), SERVICE_PID (of its JVM; none: the heap is not looked at). Ends with 1 when a goal is missed.
 */
final class Hostile {

    private final String attack;
    private final int port;
    private final int management;
    private final int seconds;
    private final long heap;
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger();
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    private Hostile(String[] args) {
        attack = args[0];
        port = Integer.parseInt(args[1]);
        management = Integer.parseInt(args[2]);
        seconds = Integer.parseInt(args[3]);
        heap = Long.parseLong(args[4]);
    }

    public static void main(String[] args) throws Exception {
        System.exit(new Hostile(args).run() ? 0 : 1);
    }

    /** Whether the goals are met. */
    private boolean run() throws Exception {
        // A service that has just started is slow to everybody.
        new Bystander().watch(10);
        var rest = new Bystander();
        rest.watch(5);
        var during = new Bystander();
        var attacker = new Thread(this::attack);
        attacker.setDaemon(true);
        attacker.start();
        during.watch(seconds);
        over = true;
        attacker.join(5_000);
        var missed = missed(rest, during);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d, %d ms (%d at rest) | %d, %d ms (%d) | %d of %d | %d %% | %s | %s | %s |%n",
                attack,
                during.book.p99(), during.book.worst(), rest.book.p99(),
                during.row.p99(), during.row.worst(), rest.row.p99(),
                during.notReady.get(), during.probes.get(),
                live * 100 / heap,
                alive ? "yes" : "**no**",
                outcome(),
                missed.isEmpty() ? "met" : "**missed: " + String.join(", ", missed) + "**");
        return missed.isEmpty();
    }

    private static final long MOST_MILLIS = 250;
    private static final long MOST_HEAP = 85;

    private boolean alive;
    private long live;

    private List<String> missed(Bystander rest, Bystander during) throws IOException {
        alive = alive();
        live = alive ? liveAfterCollection() : 0;
        var missed = new ArrayList<String>();
        if (during.book.p99() > rest.book.p99() + MOST_MILLIS) {
            missed.add("book");
        }
        if (during.row.p99() > rest.row.p99() + MOST_MILLIS) {
            missed.add("assignment");
        }
        if (during.notReady.get() > 0) {
            missed.add("readiness");
        }
        if (!alive) {
            missed.add("life");
        }
        if (live * 100 > heap * MOST_HEAP) {
            missed.add("heap");
        }
        if (attack.startsWith("1b ") && left.get() > 0) {
            missed.add("still open");
        }
        return missed;
    }

    /** Bytes in use after a collection that jcmd asks for; 0 where there is no JVM to ask. */
    private static long liveAfterCollection() throws IOException {
        var process = System.getenv("SERVICE_PID");
        if (process == null || command("jcmd", process, "GC.run") != 0) {
            return 0;
        }
        var output = new ProcessBuilder("jcmd", process, "GC.heap_info").start().inputReader();
        long bytes = 0;
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var used = Pattern.compile("(generation|heap) +total \\d+K, used (\\d+)K").matcher(line);
            if (used.find()) {
                bytes += Long.parseLong(used.group(2)) * 1024;
            }
        }
        return bytes;
    }

    private static int command(String... words) throws IOException {
        try {
            return new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String outcome() {
        var text = new StringBuilder();
        answers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry ->
                                text.append(entry.getValue())
                                        .append(" × ")
                                        .append(entry.getKey() == 0 ? "closed" : entry.getKey())
                                        .append(", "));
        return text + "still open: " + left.get();
    }

    private boolean alive() {
        try {
            return get(management, "/q/health/live", 5) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void attack() {
        try {
            switch (attack) {
                case "1 dripping webhooks" -> drip(230, "/webhooks/dream-storage", "", 10_000);
                case "1b 2,000 dripping" -> drip(2_000, "/webhooks/dream-storage", "", 10_000);
                case "2 HTTP/2 bodies" -> http2(230, true, "/webhooks/dream-storage", "", 10_000);
                case "2 bodies, h2c is off: HTTP/1.1" ->
                        drip(230, "/webhooks/dream-storage", "", 10_000);
                case "3 dripping callers" -> drip(60, "/assignments", bearer("TEACHER"), 5_000);
                case "4 HTTP/2 window 0" -> {
                    var large = System.getenv("LARGE").split(",");
                    http2(260, false, "/assignments/" + large[0], System.getenv("TEACHER"), 5_000);
                }
                case "4 answers not taken, h2c is off: HTTP/1.1" -> notTaken(260);
                case "5 large lists" -> lists(40);
                case "6 spellings of a token" -> spellings(15_000);
                case "7 odd config.json" -> configs();
                case "8 endless list" -> endlessList();
                case "9 odd algorithms" -> algorithms(14_000);
                case "10 malformed" -> malformed(2_000);
                case "11 heads of many fields" -> heads(1_000);
                case "12 cold books of one caller" -> coldBooks(3_000);
                case "13 forged events" -> forgedEvents(60);
                default -> throw new IllegalArgumentException(attack);
            }
        } catch (Exception e) {
            System.err.println(attack + ": " + e);
        }
    }

    private static String bearer(String name) {
        return "Authorization: Bearer " + System.getenv(name) + "\r\n";
    }

    private void count(int status) {
        answers.computeIfAbsent(status, unseen -> new AtomicInteger()).incrementAndGet();
    }

    /** Connections that each send a byte of a body from time to time. */
    private void drip(int connections, String path, String headers, int pause) throws Exception {
        var open = new ArrayList<Socket>();
        var head =
                ("POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\n"
                                + "X-Webhook-Signature: sha256=%s\r\nContent-Length: 60000\r\n\r\n")
                        .formatted(path, headers, "0".repeat(64));
        for (int i = 0; i < connections; i++) {
            var socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(1);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            open.add(socket);
        }
        left.set(open.size());
        while (!over && !open.isEmpty()) {
            for (var all = open.iterator(); all.hasNext(); ) {
                var socket = all.next();
                if (closed(socket)) {
                    socket.close();
                    all.remove();
                }
            }
            left.set(open.size());
            sleep(Math.min(pause, 1_000));
            if (System.nanoTime() / 1_000_000 / pause != lastDrip) {
                lastDrip = System.nanoTime() / 1_000_000 / pause;
                open.forEach(Hostile::oneByte);
            }
        }
    }

    private long lastDrip;

    private static void oneByte(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            // It is seen to be closed at the next look.
        }
    }

    private boolean closed(Socket socket) {
        try {
            var answer = new byte[256];
            int n = socket.getInputStream().read(answer);
            if (n < 0) {
                count(0);
                return true;
            }
            var text = new String(answer, 0, n, StandardCharsets.ISO_8859_1);
            if (text.startsWith("HTTP/1.1 ")) {
                count(Integer.parseInt(text.substring(9, 12)));
                return true;
            }
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            count(0);
            return true;
        }
    }

    /** Streams of one HTTP/2 connection (prior knowledge) that never end, kept alive by PINGs. */
    private void http2(int streams, boolean body, String path, String token, int pause)
            throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            var out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // INITIAL_WINDOW_SIZE 0 for answers that are not to be taken.
            frame(out, 4, 0, 0, body ? new byte[0] : new byte[] {0, 4, 0, 0, 0, 0});
            var reader = new Thread(() -> readFrames(socket));
            reader.setDaemon(true);
            reader.start();
            for (int i = 0; i < streams; i++) {
                var headers = new ByteArrayOutputStream();
                field(headers, ":method", body ? "POST" : "GET");
                field(headers, ":scheme", "http");
                field(headers, ":path", path);
                field(headers, ":authority", "x");
                if (body) {
                    field(headers, "content-type", "application/json");
                    field(headers, "x-webhook-signature", "sha256=" + "0".repeat(64));
                    field(headers, "content-length", "60000");
                } else {
                    field(headers, "authorization", "Bearer " + token);
                }
                frame(out, 1, body ? 4 : 5, 2 * i + 1, headers.toByteArray());
            }
            left.set(1);
            while (!over) {
                for (int i = 0; body && i < streams; i++) {
                    frame(out, 0, 0, 2 * i + 1, new byte[] {' '});
                }
                frame(out, 6, 0, 0, new byte[8]);
                sleep(pause);
            }
        } catch (IOException e) {
            left.set(0);
            count(0);
        }
    }

    private static void readFrames(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The writer sees it, too.
        }
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** A literal field without indexing and without Huffman's code (RFC 7541, 6.2.2). */
    private static void field(ByteArrayOutputStream out, String name, String value)
            throws IOException {
        out.write(0);
        for (var text : List.of(name, value)) {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length < 127) {
                out.write(bytes.length);
            } else {
                out.write(127);
                int more = bytes.length - 127;
                for (; more >= 128; more >>= 7) {
                    out.write(more & 127 | 128);
                }
                out.write(more);
            }
            out.write(bytes);
        }
    }

    private void lists(int parallel) throws Exception {
        each(parallel, i -> exchange("GET /assignments?limit=100&include=resources HTTP/1.1\r\nHost: x\r\n"
                + bearer("TEACHER") + "Connection: close\r\n\r\n", 30_000));
    }

    /** Answers of 200 KB that nobody reads. */
    private void notTaken(int connections) throws Exception {
        var large = System.getenv("LARGE").split(",");
        var open = new ArrayList<Socket>();
        for (int i = 0; i < connections && !over; i++) {
            var socket = new Socket();
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
            socket.getOutputStream()
                    .write(("GET /assignments/" + large[i % large.length]
                                    + " HTTP/1.1\r\nHost: x\r\n" + bearer("TEACHER") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            open.add(socket);
        }
        left.set(open.size());
        while (!over) {
            sleep(500);
        }
        for (var socket : open) {
            socket.close();
        }
    }

    /** One good token, its signature with characters between that mean nothing. */
    private void spellings(int count) throws Exception {
        var token = System.getenv("STUDENT");
        var junk = new String[] {" ", "=", "!", "%", ".", "\u00e4"};
        requests(count, i -> {
            int place = token.lastIndexOf('.') + 1 + i % 20;
            var more = junk[i % junk.length].repeat(14_000) + i;
            return "GET /books HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + token.substring(0, place) + more.replaceAll("[0-9]", "!") + "!".repeat(i % 997)
                    + token.substring(place) + "\r\n\r\n";
        });
    }

    private void algorithms(int count) throws Exception {
        var kinds = new String[] {"1", "true", "[]", "{}"};
        requests(count, i -> {
            var header = "{\"alg\":" + kinds[i % kinds.length] + ",\"n\":" + i + "}";
            return "GET /books/4 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + Base64.getUrlEncoder().withoutPadding()
                            .encodeToString(header.getBytes(StandardCharsets.US_ASCII))
                    + ".e30.AA\r\n\r\n";
        });
    }

    private void malformed(int count) throws Exception {
        // With a signature that has the form of one, so that the body is read.
        var post =
                "POST /webhooks/dream-storage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "X-Webhook-Signature: sha256=" + "0".repeat(64) + "\r\n";
        var odd =
                new String[] {
                    post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                    post + "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
                    post + "Content-Length: 5\r\n\r\na",
                    "GET /books/4 HTTP/1.1\r\n\r\n",
                    "GET ?x HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /books/%00%0a HTTP/1.1\r\nHost: x\r\n\r\n",
                    "G\u0001T / HTTP/1.1\r\nHost: x\r\n\r\n",
                    "\u0000\u0001\u0002\r\n\r\n"
                };
        each(8, thread -> {
            for (int i = thread; i < count && !over; i += 8) {
                exchange(odd[i / 8 % odd.length], 200);
            }
        });
    }

    /** Parts of heads, of 4,000 fields each; those that are closed are opened again. */
    private void heads(int connections) throws Exception {
        var part = ("GET /books/4 HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(4_000))
                .getBytes(StandardCharsets.US_ASCII);
        var open = new ArrayList<Socket>();
        while (!over) {
            while (open.size() < connections && !over) {
                var socket = new Socket("127.0.0.1", port);
                socket.setSoTimeout(1);
                try {
                    socket.getOutputStream().write(part, 0, 15_000);
                } catch (IOException e) {
                    // It is seen to be closed below.
                }
                open.add(socket);
            }
            for (var all = open.iterator(); all.hasNext(); ) {
                var socket = all.next();
                if (closed(socket)) {
                    socket.close();
                    all.remove();
                }
            }
            left.set(open.size());
            sleep(1_000);
        }
    }

    /** Books that memory does not have, many at once, by one caller, while DCS is slow. */
    private void coldBooks(int books) throws Exception {
        standIn("/_standin/faults?kind=delay&operation=book&ms=1500");
        each(300, thread -> {
            for (int i = thread; i < books && !over; i += 300) {
                exchange("GET /books/%d HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n"
                        .formatted(1_000 + i, bearer("SUPERVISOR")), 30_000);
            }
        });
    }

    /** Events with signatures of the right form, whose bodies drip. */
    private void forgedEvents(int connections) throws Exception {
        var head = ("POST /webhooks/dream-storage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "X-Webhook-Signature: sha256=%s\r\nContent-Length: 60000\r\n\r\n").formatted("0".repeat(64))
                + " ".repeat(59_000);
        each(connections, thread -> {
            while (!over) {
                exchange(head, 60_000);
                sleep(100);
            }
        });
    }

    private static void standIn(String path) throws Exception {
        HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(System.getenv("DCS") + path))
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
    }

    private void configs() throws Exception {
        exchange("GET /books HTTP/1.1\r\nHost: x\r\n" + bearer("ADMIN") + "Connection: close\r\n\r\n", 60_000);
        for (var kind : List.of("activities=600000", "pages=900000")) {
            for (int book = 5; book < 9; book++) {
                HttpClient.newHttpClient().send(
                        HttpRequest.newBuilder(URI.create(System.getenv("DCS")
                                        + "/_standin/odd-config?book=" + book + "&" + kind))
                                .POST(HttpRequest.BodyPublishers.noBody()).build(),
                        BodyHandlers.discarding());
            }
            each(8, i -> exchange("GET /books/%d/%s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n"
                    .formatted(5 + i % 4, i < 4 ? "pages" : "pages/detail", bearer("ADMIN")), 60_000));
        }
    }

    private void endlessList() throws Exception {
        HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(System.getenv("DCS")
                                + "/_standin/faults?kind=endless&operation=list"))
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
        each(4, i -> {
            while (!over) {
                exchange("GET /books HTTP/1.1\r\nHost: x\r\n" + bearer("ADMIN")
                        + "Connection: close\r\n\r\n", 60_000);
            }
        });
    }

    private interface Requests {
        String request(int number);
    }

    private interface Work {
        void run(int number) throws Exception;
    }

    private void each(int count, Work work) throws Exception {
        var all = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            int number = i;
            var thread = new Thread(() -> {
                try {
                    work.run(number);
                } catch (Exception e) {
                    count(0);
                }
            });
            thread.setDaemon(true);
            thread.start();
            all.add(thread);
        }
        for (var thread : all) {
            thread.join(Math.max(1, seconds * 1000L));
        }
    }

    /** Requests over eight connections that stay open, as far as they are let. */
    private void requests(int count, Requests requests) throws Exception {
        each(8, thread -> {
            Socket socket = null;
            for (int i = thread; i < count && !over; i += 8) {
                if (socket == null) {
                    socket = new Socket("127.0.0.1", port);
                    socket.setSoTimeout(10_000);
                }
                try {
                    socket.getOutputStream()
                            .write(requests.request(i).getBytes(StandardCharsets.ISO_8859_1));
                    count(answer(socket.getInputStream()));
                } catch (IOException e) {
                    count(0);
                    socket.close();
                    socket = null;
                }
            }
        });
    }

    private static final Pattern LENGTH =
            Pattern.compile("(?i)content-length: (\\d+)");

    private static int answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        var length = LENGTH.matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private void exchange(String request, int patience) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(patience);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var in = new BufferedInputStream(socket.getInputStream());
            var begin = in.readNBytes(12);
            count(begin.length < 12 ? 0 : Integer.parseInt(new String(begin, 9, 3, StandardCharsets.US_ASCII)));
            in.transferTo(OutputStream.nullOutputStream());
        } catch (java.net.SocketTimeoutException e) {
            // Long enough.
        } catch (IOException e) {
            count(0);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int get(int port, String path, int seconds) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(seconds)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static final class Times {
        private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());

        long p99() {
            var sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)];
        }

        long worst() {
            return millis.stream().mapToLong(Long::longValue).max().orElse(-1);
        }
    }

    /** Somebody who has nothing to do with it: a book, a row, readiness and the heap, from time to time. */
    private final class Bystander {

        private final Times book = new Times();
        private final Times row = new Times();
        private final AtomicInteger notReady = new AtomicInteger();
        private final AtomicInteger probes = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();

        void watch(int time) throws Exception {
            var all =
                    List.of(
                            start(50, () -> time(port, "/books/4", book)),
                            start(50, () -> time(port, "/assignments/" + System.getenv("ASSIGNMENT"), row)),
                            start(500, this::ready));
            sleep(time * 1000L);
            ended.set(true);
            for (var thread : all) {
                thread.join(15_000);
            }
        }

        private Thread start(int pause, Runnable work) {
            var thread = new Thread(() -> {
                while (!ended.get()) {
                    work.run();
                    sleep(pause);
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private void time(int where, String path, Times times) {
            long begin = System.nanoTime();
            try (var socket = new Socket("127.0.0.1", where)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + bearer("ADMIN") + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                int status = answer(socket.getInputStream());
                long took = (System.nanoTime() - begin) / 1_000_000;
                times.millis.add(status == 200 ? took : 10_000 + status);
            } catch (IOException e) {
                times.millis.add(Math.max(10_000, (System.nanoTime() - begin) / 1_000_000));
            }
        }

        private void ready() {
            probes.incrementAndGet();
            try {
                // As the probe of Kubernetes, which waits a few seconds.
                if (get(management, "/q/health/ready", 3) != 200) {
                    notReady.incrementAndGet();
                }
            } catch (IOException e) {
                notReady.incrementAndGet();
            }
        }
    }
}
