package org.dreamlms.books.standin;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Dream Central Storage of our own, with the oddities of the real one and sample data. Everything
 * here may be called from any thread at any time.
 *
 * <p>What is called "operation" throughout: login, list, book, batch, update, delete, upload; tree,
 * config, cover, object, presigned, presignedObject, restore, purge; publishers, publisher, logo;
 * webhooks, createWebhook, updateWebhook, deleteWebhook; root, health, metrics, openapi; and for
 * requests that reach no route: 307, 404, 405.
 */
public final class StandInDcs implements AutoCloseable {

    /** The e-mail address that may log in. */
    public static final String EMAIL = "proxy@example.org";

    /** The password of {@link #EMAIL}. */
    public static final String PASSWORD = "stand-in-password";

    /** The one API key. */
    public static final String API_KEY = "dcs_stand-in-api-key-0123456789abcdef";

    private final StandInBooks books = new StandInBooks(this::clock);
    private final StandInFiles files = new StandInFiles();
    private final StandInPublishers publishers = new StandInPublishers();
    private final StandInTokens tokens = new StandInTokens(this::clock);
    private final Faults faults = new Faults();
    private final Calls calls = new Calls();
    private final Map<Integer, SortedMap<String, StandInFile>> trash = new ConcurrentHashMap<>();
    private final Set<String> uploading = ConcurrentHashMap.newKeySet();
    private final StandInServer server;
    private final StandInWebhooks webhooks;

    private volatile Clock clock = Clock.systemUTC();
    private volatile Duration latency = Duration.ZERO;
    private volatile int missingTokenStatus = 403;
    private volatile boolean realisticTiming;
    private volatile boolean storageById;

    private StandInDcs(Optional<PfxOptions> certificate) {
        server = new StandInServer(this, certificate);
        webhooks = new StandInWebhooks(this, server.vertx());
        SampleData.fill(this);
    }

    /**
     * Starts a stand-in with the sample data.
     *
     * @param port where it listens; 0 takes a free port
     */
    public static StandInDcs start(int port) {
        return start(port, Optional.empty());
    }

    /**
     * The same over https.
     *
     * @param certificate what it shows to clients
     */
    public static StandInDcs startSecure(int port, PfxOptions certificate) {
        return start(port, Optional.of(certificate));
    }

    private static StandInDcs start(int port, Optional<PfxOptions> certificate) {
        var dcs = new StandInDcs(certificate);
        try {
            dcs.server.start(port);
        } catch (RuntimeException e) {
            dcs.close();
            throw e;
        }
        return dcs;
    }

    /** Listens again, on the port of before; nothing happens when it does already. */
    public void start() {
        server.start(port());
    }

    /** An outage: connections break, new ones are refused. Data, tokens and counts stay. */
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The port it listens on, or listened on last. */
    public int port() {
        return server.port();
    }

    /** The base URL, without a trailing slash. */
    public String url() {
        return server.scheme() + "://localhost:" + port();
    }

    /** The rows of the books. */
    public StandInBooks books() {
        return books;
    }

    /** The files of the books. */
    public StandInFiles files() {
        return files;
    }

    /** The publishers. */
    public StandInPublishers publishers() {
        return publishers;
    }

    /** What goes wrong next. */
    public Faults faults() {
        return faults;
    }

    /** Subscriptions and what was sent to them. */
    public StandInWebhooks webhooks() {
        return webhooks;
    }

    /** Everything as it was at the start, counts included; it stays on its port. */
    public void reset() {
        clock = Clock.systemUTC();
        latency = Duration.ZERO;
        missingTokenStatus = 403;
        realisticTiming = false;
        storageById = false;
        faults.clear();
        webhooks.clear();
        trash.clear();
        uploading.clear();
        SampleData.fill(this);
        resetCalls();
        start();
    }

    /** How many requests of this operation have come, whatever became of them. */
    public long calls(String operation) {
        return calls.count(operation);
    }

    /** How many requests have come in all. */
    public long calls() {
        return calls.total();
    }

    /** Counts from zero and forgets the {@link #requests(String) requests}. */
    public void resetCalls() {
        calls.reset();
    }

    /** The requests of this operation among the last 1,000 of all, oldest first. */
    public List<RecordedRequest> requests(String operation) {
        return calls.last(operation);
    }

    /** The clock by which tokens and presigned URLs end and rows change. */
    public void clock(Clock newClock) {
        this.clock = newClock;
    }

    /** Every answer comes this much later. */
    public void latency(Duration newLatency) {
        this.latency = newLatency;
    }

    /** Whether logins and API keys cost the time they cost the real server; at first not. */
    public void realisticTiming(boolean realistic) {
        this.realisticTiming = realistic;
    }

    /**
     * Whether this is the successor, at first not: publisher ids in the paths of the storage, API
     * keys for files and webhooks, no route for covers.
     */
    public void storageById(boolean byId) {
        this.storageById = byId;
    }

    /** What a request without a token gets: 403, as at first, or 401 as from newer servers. */
    public void missingTokenStatus(int status) {
        this.missingTokenStatus = status;
    }

    /** No token given out so far is good any more. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Adds a book and sends book.created. */
    public int create(String title) {
        var id = books.add(title);
        tell("book.created", id);
        return id;
    }

    /** Changes fields of a book as {@code PUT /books/{id}} does; sends book.updated. */
    public boolean update(int id, JsonObject fields) {
        return books.update(id, fields) && tell("book.updated", id);
    }

    /** Gives a book another title and sends book.updated. */
    public boolean rename(int id, String title) {
        return update(id, new JsonObject().put("book_title", title));
    }

    /** Archives a book: gone from list and batch, not by id; sends book.updated. */
    public boolean archive(int id) {
        return update(id, new JsonObject().put("status", "archived"));
    }

    /** Moves a book into the trash: archived, without files; sends book.deleted. */
    public boolean delete(int id) {
        var folder = folder(id).orElse(null);
        if (folder == null) {
            return false;
        }
        trash.putIfAbsent(id, files.folder(folder));
        files.replaceFolder(folder, Map.of());
        return books.update(id, "status", "archived") && tell("book.deleted", id);
    }

    /** Takes a book out of the trash; sends nothing. */
    public boolean restore(int id) {
        var content = trash.remove(id);
        if (content == null) {
            return false;
        }
        folder(id).ifPresent(folder -> files.replaceFolder(folder, content));
        return books.update(id, "status", "published");
    }

    /** Deletes a book in the trash for good, so that it is 404; sends nothing. */
    public boolean purge(int id) {
        var known = trash.remove(id) != null;
        if (known) {
            books.remove(id);
        }
        return known;
    }

    /**
     * Replaces all files of a book and sends book.updated; the row, {@code updated_at} included,
     * stays as it is.
     */
    public boolean upload(int id, Map<String, StandInFile> content) {
        var folder = folder(id);
        folder.ifPresent(name -> files.replaceFolder(name, content));
        return folder.isPresent() && tell("book.updated", id);
    }

    /** Between true and false an upload is under way: the files of the book are 404. */
    public void uploading(int id, boolean underWay) {
        folder(id)
                .ifPresent(
                        folder -> {
                            if (underWay) {
                                uploading.add(folder);
                            } else {
                                uploading.remove(folder);
                            }
                        });
    }

    /** Where the files of a book are: publisher and name, unescaped, without a slash at the end. */
    public Optional<String> folder(int id) {
        return books.get(id)
                .map(book -> book.getString("publisher") + "/" + book.getString("book_name"));
    }

    Optional<StandInFile> file(String key) {
        var slash = key.indexOf('/', key.indexOf('/') + 1);
        var hidden = slash > 0 && uploading.contains(key.substring(0, slash));
        return hidden ? Optional.empty() : files.get(key);
    }

    void arrived(String operation, HttpServerRequest request) {
        calls.arrived(operation, request);
    }

    JsonObject callsAsJson() {
        return calls.toJson();
    }

    StandInTokens tokens() {
        return tokens;
    }

    Clock clock() {
        return clock;
    }

    Duration latency() {
        return latency;
    }

    boolean realisticTiming() {
        return realisticTiming;
    }

    boolean storageById() {
        return storageById;
    }

    int missingTokenStatus() {
        return missingTokenStatus;
    }

    private boolean tell(String event, int id) {
        books.get(id).ifPresent(book -> webhooks.sendBook(event, book));
        return true;
    }
}
