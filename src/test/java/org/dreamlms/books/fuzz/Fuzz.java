package org.dreamlms.books.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sends requests that are made at random from the OpenAPI document and the grammars of HTTP, and
 * holds the answers against laws instead of expected values. The same seed makes the same requests.
 */
public final class Fuzz {

    /** Repetitions of what may change by itself once, as an import in the background does. */
    private static final int TRIES = 5;

    private static final int MAX_FAILURES = 20;
    private static final Pattern BOOK = Pattern.compile("^/books/4(?=[/?]|$)");
    private static final Pattern PART = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
    private static final Pattern FILE = Pattern.compile("/(assets|media|%[0-9A-Fa-f]{2})");
    private static final String ABSENT = "777777";

    private final RawClient client;
    private final Requests requests;
    private final String stranger;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> applied = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int read;

    /**
     * @param tokens good ones
     * @param stranger the token of a caller who may see no book
     */
    public Fuzz(URI service, String openApi, long seed, List<String> tokens, String stranger) {
        this.client = new RawClient(service);
        this.requests = new Requests(new Random(seed), Routes.of(openApi), tokens);
        this.stranger = stranger;
    }

    /** Sends so many, or somewhat more, and stops where too many laws are broken. */
    public void run(long count) throws IOException {
        while (client.sent() < count && failures.size() < MAX_FAILURES) {
            check(requests.next());
        }
        client.close();
    }

    /** Which laws were broken by what. */
    public List<String> failures() {
        return failures;
    }

    /** How many requests were sent, which answers came, and how often each law was applied. */
    public String figures() {
        return "%,d requests; statuses %s; laws %s".formatted(client.sent(), statuses, applied);
    }

    private void check(RawRequest request) throws IOException {
        var answer = send(request);
        statuses.merge(answer.status(), 1, Integer::sum);
        var reads = request.method().equals("GET") && answer.status() > 0;
        if (!request.isUsual()) {
            checkHost(request, answer, reads);
        }
        if (reads && (answer.status() == 200 || answer.status() == 206)) {
            checkTag(request, answer);
            checkPart(request);
        }
        if (reads && ++read % 3 == 0) {
            repeated("HEAD says what GET says", request, this::checkHead);
            repeated("the same again is the same", request, this::checkAgain);
            checkStranger(request);
        }
    }

    /** Sends it, and holds the answer against what is so of all answers. */
    private RawAnswer send(RawRequest request) throws IOException {
        var answer = client.send(request);
        for (int i = 1; i < TRIES && isForLater(answer); i++) {
            answer = client.send(request);
        }
        law(
                "no input is our fault",
                answer.status() < 500 || answer.status() == 501 || answer.status() == 502,
                request,
                answer);
        law(
                "an error with a body is a problem",
                answer.status() < 400 || answer.body().length == 0 || answer.isProblem(),
                request,
                answer);
        law(
                "what says that it is JSON is JSON",
                !isOurJson(request, answer) || JsonText.is(answer.body()),
                request,
                answer);
        law(
                "an answer has a date",
                isOfCodec(request, answer) || answer.field("date") != null,
                request,
                answer);
        return answer;
    }

    /** Files are sent as they are, whatever they are. */
    private static boolean isOurJson(RawRequest request, RawAnswer answer) {
        return answer.status() == 200
                && !request.method().equals("HEAD")
                && "application/json".equals(answer.field("content-type"))
                && !FILE.matcher(request.target()).find();
    }

    /** A machine that is slow is no fault of what was sent. */
    private static boolean isForLater(RawAnswer answer) {
        return answer.status() == 503 && answer.field("retry-after") != null;
    }

    /** The server's codec refuses it before the service is asked: a line that ends too early. */
    private static boolean isOfCodec(RawRequest request, RawAnswer answer) {
        return answer.status() == 414
                || answer.status() == 431
                || answer.status() == 0
                || answer.status() == 400 && request.target().contains(" ");
    }

    /** Whoever it is to, it is answered alike, or refused for that. */
    private void checkHost(RawRequest request, RawAnswer answer, boolean reads) throws IOException {
        law(
                "two hosts are refused",
                request.hosts().size() < 2 || isRefused(answer),
                request,
                answer);
        law(
                "HTTP/1.1 names a host",
                !request.hosts().isEmpty() || request.version().equals("1.0") || isRefused(answer),
                request,
                answer);
        if (reads) {
            repeated("another host changes nothing or is refused", request, this::checkUsual);
        }
    }

    private static boolean isRefused(RawAnswer answer) {
        return answer.status() >= 400 || answer.status() == 0;
    }

    private RawAnswer checkUsual(RawRequest request) throws IOException {
        var odd = send(request);
        return odd.status() == 400 || odd.sameAs(send(request.usual())) ? null : odd;
    }

    private void checkTag(RawRequest request, RawAnswer answer) throws IOException {
        var tag = answer.field("etag");
        // A row's tag is for If-Match alone: its answer shows a book besides.
        if (tag == null || request.target().contains("/assignments")) {
            return;
        }
        var plain = request.without("Range", "If-Range", "If-Match", "If-None-Match");
        repeated("a known tag is 304", plain, this::checkKnown);
        var other = send(plain.with("If-Match", "\"other\""));
        law("another tag is 412", other.status() == 412, plain, other);
    }

    private RawAnswer checkKnown(RawRequest plain) throws IOException {
        var answer = send(plain);
        var tag = answer.field("etag");
        if (answer.status() != 200 || tag == null) {
            return null;
        }
        for (var field : List.of(tag, "\"x\", W/" + tag, "*")) {
            var unchanged = send(plain.with("If-None-Match", field));
            if (unchanged.status() != 304) {
                return unchanged;
            }
        }
        return null;
    }

    /** Where parts are on offer, they are parts of the whole. */
    private void checkPart(RawRequest request) throws IOException {
        var plain = request.without("Range", "If-Range", "If-Match", "If-None-Match");
        var whole = send(plain);
        if (whole.status() != 200 || !"bytes".equals(whole.field("accept-ranges"))) {
            return;
        }
        var range = requests.range();
        var part = send(plain.with("Range", range).with("If-Range", whole.field("etag")));
        law("a part is of the whole", isPart(part, whole), plain.with("Range", range), part);
        var other = send(plain.with("Range", range).with("If-Range", "\"other\""));
        law("another file is sent whole", other.sameAs(whole), plain, other);
    }

    private static boolean isPart(RawAnswer part, RawAnswer whole) {
        var size = whole.body().length;
        if (part.status() == 416) {
            return ("bytes */" + size).equals(part.field("content-range"));
        }
        if (part.status() == 200) {
            return part.sameAs(whole);
        }
        var range = PART.matcher(String.valueOf(part.field("content-range")));
        return part.status() == 206
                && range.matches()
                && Integer.parseInt(range.group(3)) == size
                && Arrays.equals(
                        part.body(),
                        Arrays.copyOfRange(
                                whole.body(),
                                Integer.parseInt(range.group(1)),
                                Integer.parseInt(range.group(2)) + 1));
    }

    @FunctionalInterface
    private interface Pair {

        /** The second answer, when the two do not agree; else null. */
        RawAnswer disagrees(RawRequest request) throws IOException;
    }

    private void repeated(String law, RawRequest request, Pair pair) throws IOException {
        var answer = pair.disagrees(request);
        for (int i = 1; i < TRIES && answer != null; i++) {
            answer = pair.disagrees(request);
        }
        law(law, answer == null, request, answer);
    }

    private RawAnswer checkHead(RawRequest request) throws IOException {
        var plain = request.without("Range", "If-Range");
        var get = send(plain);
        var head = send(plain.method("HEAD"));
        var length = head.field("content-length");
        var same =
                get.status() == head.status()
                        && String.valueOf(get.field("etag"))
                                .equals(String.valueOf(head.field("etag")))
                        && (get.status() != 200
                                || String.valueOf(get.field("content-type"))
                                        .equals(String.valueOf(head.field("content-type"))))
                        && (get.status() != 200
                                || length == null
                                || length.equals(String.valueOf(get.body().length)));
        return same ? null : head.beside(get);
    }

    private RawAnswer checkAgain(RawRequest request) throws IOException {
        var first = send(request);
        var second = send(request);
        return first.sameAs(second) ? null : second;
    }

    /** What a caller may not know of is answered like what does not exist. */
    private void checkStranger(RawRequest request) throws IOException {
        var book = BOOK.matcher(request.target());
        if (!book.find() || request.target().contains("import-activities")) {
            return;
        }
        var theirs = request.with("Authorization", "Bearer " + stranger).without("Range");
        var hidden = send(theirs);
        var absent = send(theirs.target(book.replaceFirst("/books/" + ABSENT)));
        var text = new String(hidden.body(), StandardCharsets.UTF_8);
        var same =
                hidden.status() == absent.status()
                        && text.replaceAll("\\b4\\b", ABSENT)
                                .equals(
                                        new String(absent.body(), StandardCharsets.UTF_8)
                                                .replaceAll("\\b4\\b", ABSENT));
        law("what is hidden does not exist", same, theirs, hidden);
    }

    private void law(String law, boolean holds, RawRequest request, RawAnswer answer) {
        applied.merge(law, 1, Integer::sum);
        if (!holds && failures.size() < MAX_FAILURES) {
            failures.add("%s: %s → %s".formatted(law, request, answer));
        }
    }

    /**
     * Fuzzes a service that runs already.
     *
     * @param arguments its URL, the URL of its OpenAPI document, the seed, the number of requests,
     *     the stranger's token, and good tokens
     */
    public static void main(String... arguments) throws Exception {
        var document =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(arguments[1])).build(),
                                BodyHandlers.ofString())
                        .body();
        var fuzz =
                new Fuzz(
                        URI.create(arguments[0]),
                        document,
                        Long.parseLong(arguments[2]),
                        List.of(arguments).subList(5, arguments.length),
                        arguments[4]);
        fuzz.run(Long.parseLong(arguments[3]));
        System.out.println(fuzz.figures());
        fuzz.failures().forEach(System.out::println);
        System.exit(fuzz.failures().isEmpty() ? 0 : 1);
    }
}
