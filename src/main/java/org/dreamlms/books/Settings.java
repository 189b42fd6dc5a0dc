package org.dreamlms.books;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of this service, documented where it is declared. Each is also an environment
 * variable: upper case, with every other character as an underscore ({@code
 * DCS_BOOKS_PUBLIC_PATH}).
 */
@ConfigMapping(prefix = "dcs-books")
public interface Settings {

    /**
     * A prefix under which every route answers as well, for example {@code /api/v1}. Links in
     * answers carry it. Empty: none. No slash at its end.
     */
    Optional<String> publicPath();

    /** What the log looks like: {@code text}, or {@code json} with one object a line. */
    @WithDefault("text")
    LogFormat logFormat();

    /** Memory for single books: the default holds some 20,000. */
    @WithDefault("64M")
    MemorySize bookCache();

    /**
     * A JDBC URL that leads straight to PostgreSQL, for the migration's session lock and for
     * LISTEN. Needed when the datasource's URL leads to a connection pooler in transaction mode;
     * default: the datasource's URL. User and password are the datasource's.
     */
    Optional<String> directJdbcUrl();

    /**
     * The schema of the tables that are this service's alone (events, old ids, the migration's
     * history and report). Each LMS in one database needs another one.
     */
    @WithDefault("dcs_books")
    String schema();

    /**
     * Under which key DCS keeps a publisher's books: the publisher's name, as today's servers have
     * it, or the number ({@code publisher-id}), as their successor has it. That one takes an API
     * key for everything, and has covers as files.
     */
    @WithDefault("publisher-name")
    StorageKey storageKey();

    /**
     * Start without database and DCS, ask yourself one question and end: a training run, of which
     * the JVM makes an archive of classes that later starts read instead of the jars.
     */
    @WithDefault("false")
    boolean rehearsal();

    /** The files of books. */
    Files files();

    /** The events that DCS sends. */
    Webhook webhook();

    /** The activities that config.json files bring. */
    ActivityImport activityImport();

    /** Who callers are and how much they may ask for. */
    Access access();

    /** How much of a replica requests may hold while they come. */
    Requests requests();

    /** How much of a replica answers may hold until clients have taken them. */
    Answers answers();

    /** The search for rows whose book DCS does not know. */
    ReferenceAudit referenceAudit();

    /** The page for operators, {@code /q/console} on the management port. */
    Console console();

    /** Where Dream Central Storage is and who we are there. */
    Dcs dcs();

    /** How long cached things are served and kept. */
    Freshness freshness();

    /** The one-way migration of an LMS database at start. */
    Migration migration();

    /** The backup that the migration takes before its first change. */
    Backup backup();

    /** What the log looks like. */
    enum LogFormat {
        TEXT,
        JSON
    }

    /** Images that may be had without a token. */
    enum OpenImage {
        LOGOS,
        COVERS,
        NONE
    }

    /** How the address of a book's files begins. */
    enum StorageKey {
        PUBLISHER_NAME,
        PUBLISHER_ID
    }

    /** The files of books: how they are streamed and how much of them is kept in memory. */
    interface Files {

        /**
         * How many files are on their way from DCS at once, each over a connection of its own; more
         * wait for their turn up to the call limit. A player that is paused counts.
         */
        @WithDefault("512")
        int maxTransfers();

        /** A transfer in which DCS sends nothing for this long, though we would take it, ends. */
        @WithDefault("30S")
        Duration idleTimeout();

        /**
         * A transfer of which the client takes nothing for this long ends. Less than {@code
         * QUARKUS_HTTP_IDLE_TIMEOUT}, which would end it too.
         */
        @WithDefault("60S")
        Duration stalledTimeout();

        /** Memory for covers, logos and page images; only those up to 256 KB are kept at all. */
        @WithDefault("32M")
        MemorySize imageCache();

        /**
         * Memory for what config.json files say. A single one of up to 32 MB is kept even where it
         * is larger than this.
         */
        @WithDefault("64M")
        MemorySize configCache();
    }

    /** The events that DCS sends to {@code /webhooks/dream-storage}. */
    interface Webhook {

        /**
         * With what DCS signs its events, 16 to 255 characters; normally {@code
         * DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET}. Without it none is accepted.
         */
        Optional<String> secret();

        /**
         * The secret of before, accepted as well while a new one is being introduced; normally
         * {@code DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS}.
         */
        Optional<String> previousSecret();

        /**
         * The address at which DCS reaches our route, for example {@code
         * https://lms.example.org/api/v1/webhooks/dream-storage}. With it the service subscribes by
         * itself, and needs a login at DCS for that; an API key is enough for DCS's successor.
         */
        Optional<String> publicUrl();

        /**
         * The pause before an event that could not be processed is tried again; five times as long
         * before each further one of five tries.
         */
        @WithDefault("10S")
        Duration retryPause();

        /** How often the queue is looked at, even if nobody says that there is something in it. */
        @WithDefault("5S")
        Duration pollPause();

        /** After this time another replica takes over what one has begun and not ended. */
        @WithDefault("2M")
        Duration takeOver();

        /** How long events are kept that were processed or given up. */
        @WithDefault("30D")
        Duration keep();
    }

    /** The activities that config.json files bring. */
    interface ActivityImport {

        /** Types of activities that have a player; others are neither imported nor removed. */
        @WithDefault(
                "dragdroppicture,dragdroppicturegroup,matchTheWords,circle,markwithx,puzzleFindWords")
        Set<String> types();

        /**
         * Whether a book that nobody has imported yet is imported in the background when an admin,
         * supervisor, publisher or teacher first asks for its structure or its pages in detail.
         */
        @WithDefault("true")
        boolean onDemand();
    }

    /** Who callers are and how much they may ask for. */
    interface Access {

        /**
         * The key with which the LMS signs its tokens (HS256), 32 bytes or more; normally {@code
         * SECRET_KEY}. One of this, {@link #publicKey()} and {@link #jwksUrl()} is needed.
         */
        Optional<String> secretKey();

        /**
         * The public keys of others who sign tokens (RS256, ES256): PEM ({@code BEGIN PUBLIC KEY},
         * one or several), or the path of a file that holds it.
         */
        Optional<String> publicKey();

        /** Where others publish their keys as a JSON Web Key Set (RFC 7517). */
        Optional<String> jwksUrl();

        /**
         * The claim of those tokens that names the caller's roles, as a list or as words in a text;
         * dots lead into objects ({@code realm_access.roles}).
         */
        @WithDefault("roles")
        String rolesClaim();

        /** What those tokens must name as {@code iss}; default: anything or nothing. */
        Optional<String> issuer();

        /** What those tokens must name as {@code aud}; default: anything or nothing. */
        Optional<String> audience();

        /** How long a user's row in the LMS is cached. */
        @WithDefault("60S")
        Duration callerLifetime();

        /** How long the books that a teacher or student may use are cached. */
        @WithDefault("30S")
        Duration rightsLifetime();

        /**
         * How long cached callers keep the rights that were read last while the database can't be
         * reached.
         */
        @WithDefault("10M")
        Duration outage();

        /**
         * Images that need no token, since the LMS's screens show them by a plain {@code <img>}:
         * {@code logos} of publishers of books in the list, {@code covers} of published books, or
         * {@code none}. Such requests are limited by address.
         */
        @WithDefault("logos")
        Set<OpenImage> openImages();

        /**
         * Whether students see {@code publisher_id} in a book. With it today's frontend takes files
         * from its CDN, without it by presigned links, which work for files that are on no CDN.
         */
        @WithDefault("true")
        boolean studentsSeePublisher();

        /** Whether files and logos take the token as {@code ?token=}, as old frontends send it. */
        @WithDefault("true")
        boolean tokenInQuery();

        /**
         * The role of callers who send no token; for development only, a production start refuses
         * it. Default: none, such requests are 401.
         */
        Optional<String> anonymous();

        /**
         * Whether {@code /dcs-books.d.ts} and, in builds that have OpenAPI and Swagger UI on this
         * port, {@code /q/…} need no token.
         */
        @WithDefault("false")
        boolean openDocumentation();

        /**
         * How many requests a minute a caller may send over time; 0: any number. Services may send
         * any number. Each replica counts for itself.
         */
        @WithDefault("6000")
        int requestsPerMinute();

        /** How many requests a caller may send at once, after a pause. */
        @WithDefault("1000")
        int burst();

        /**
         * How many requests with a signed link, and how many that are 401, may come from one
         * address a minute; a sixth of that at once. 0: any number. Each replica counts for itself.
         * Behind an Ingress the address is the Ingress's, unless {@code
         * QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING} and its trusted proxies are set.
         */
        @WithDefault("60000")
        int addressRequestsPerMinute();

        /**
         * Memory for verified tokens, and as much for their callers; the least used ones are
         * evicted.
         */
        @WithDefault("16M")
        MemorySize tokenCache();

        /** Links that work without a token. */
        Links links();

        /** Links that work without a token. */
        interface Links {

            /**
             * The key that signs links, 32 bytes or more, the same on all replicas. Default: one
             * that is derived from {@link Access#secretKey()}.
             */
            Optional<String> key();

            /** A key whose links are still good, while the key is being changed. */
            Optional<String> previousKey();

            /** The longest that a link may be good. */
            @WithDefault("10M")
            Duration lifetime();
        }
    }

    /** How much of a replica requests may hold while they come. */
    interface Requests {

        /**
         * How long a request may take until the last byte of its head has come. A connection on
         * which bytes come for longer without a request is closed.
         */
        @WithDefault("20S")
        Duration headTimeout();

        /**
         * How long a body may come as slowly as it likes. After that it has to have come at {@link
         * #bodyRate()} on average; one that is slower is 408, and its connection is closed.
         */
        @WithDefault("10S")
        Duration bodyGrace();

        /**
         * How much of a body has to come each second after {@link #bodyGrace()}, 1 byte or more.
         */
        @WithDefault("1K")
        MemorySize bodyRate();

        /**
         * Memory for all bodies together, from their first byte until they are answered; what is
         * over it is 503. A single caller may use a quarter of it, and so may events of DCS
         * together until their signature is proved; those of one address a thirty-second.
         */
        @WithDefault("16M")
        MemorySize bodies();

        /**
         * How many requests of one caller are worked on at once, where they need the database or a
         * file of DCS. Answers from memory do not count. At the database there are at most half as
         * many as it has connections (`QUARKUS_DATASOURCE_JDBC_MAX_SIZE`).
         */
        @WithDefault("32")
        int perCaller();

        /** How many more requests of one caller may wait for their turn; others are 429. */
        @WithDefault("1000")
        int waitingPerCaller();

        /** How long they wait for it; then they are 429. */
        @WithDefault("5S")
        Duration waitLimit();
    }

    /** How much of a replica answers may hold until clients have taken them. */
    interface Answers {

        /**
         * Memory for the answers of all clients together that wait to be taken; one that is over it
         * is 503. A single caller may use half of it.
         */
        @WithDefault("32M")
        MemorySize waiting();

        /**
         * How long an answer may be taken as slowly as the client likes. After that it has to have
         * been taken at {@link #rate()} on average, else the connection is closed. Not for files:
         * {@link Files#stalledTimeout()}.
         */
        @WithDefault("30S")
        Duration grace();

        /** How much of an answer has to be taken each second after {@link #grace()}. */
        @WithDefault("16K")
        MemorySize rate();
    }

    /** The search for rows whose book DCS does not know. */
    interface ReferenceAudit {

        /**
         * When it runs, as a Quartz cron expression in the server's time zone (default: every night
         * at 03:17); {@code off}: never by itself.
         */
        @WithDefault("0 17 3 * * ?")
        String cron();

        /**
         * How long after one that ran by the clock no other does so: longer than the clocks of
         * replicas differ.
         */
        @WithDefault("30S")
        Duration keepsOthersOut();
    }

    /** The page for operators, {@code /q/console} on the management port. */
    interface Console {

        /** What the console may do. */
        enum Mode {
            /** There is none. */
            OFF,
            /** It shows, and changes nothing. */
            READ_ONLY,
            /** It also refreshes books, replays events and starts audits. */
            FULL
        }

        /**
         * What the console may do: {@code off}, {@code read-only} or {@code full} (the default of
         * dev mode). The management port knows no callers: whoever reaches it may do all of it.
         */
        @WithDefault("read-only")
        Mode mode();

        /**
         * A header that names who asks, such as {@code X-Forwarded-User}, where a proxy before the
         * management port sets it: the log then says who has refreshed or replayed something.
         */
        Optional<String> callerHeader();
    }

    /** Where Dream Central Storage is and who we are there. */
    interface Dcs {

        /**
         * Base URL of DCS, without a trailing slash; normally {@code DREAM_CENTRAL_STORAGE_URL}.
         */
        Optional<String> url();

        /** E-mail address to log in with; normally {@code DREAM_CENTRAL_STORAGE_EMAIL}. */
        Optional<String> email();

        /** Password to log in with; normally {@code DREAM_CENTRAL_STORAGE_PASSWORD}. */
        Optional<String> password();

        /**
         * API key, used only when no e-mail and password are set: DCS answers requests with a key
         * some fifty times slower, and refuses them for files unless it is its successor ({@link
         * Settings#storageKey()}); normally {@code DREAM_CENTRAL_STORAGE_API_KEY}.
         */
        Optional<String> apiKey();

        /**
         * Hosts besides DCS itself to which its presigned links may lead this service, with their
         * ports where these are not 80 or 443, separated by commas: the object store ({@code
         * minio:9000}). It follows such a link where DCS can't send a file itself; one to another
         * host is refused.
         */
        Optional<List<String>> linkHosts();

        /** How old a login may grow before it is renewed; DCS ends it after 30 minutes. */
        @WithDefault("25M")
        Duration loginLifetime();

        /**
         * The pause before a failed call is repeated; three times as long before the second time,
         * ±50 %.
         */
        @WithDefault("100MS")
        Duration retryPause();

        /** How long DCS is left alone once half of the last 20 calls have failed. */
        @WithDefault("10S")
        Duration breakerPause();

        /**
         * How long an answer in JSON, or the head of a file, may take; then the call is repeated.
         */
        @WithDefault("5S")
        Duration answerTimeout();

        /** How long a single answer with all books may take; then the call is repeated. */
        @WithDefault("30S")
        Duration listAnswerTimeout();

        /**
         * How many bytes the list of all books may have: the default holds some 50,000. A longer
         * one is refused, and what was there before goes on. In memory a book takes some three
         * times as much, twice while the list is refreshed.
         */
        @WithDefault("32M")
        MemorySize maxList();

        /** The longest a caller waits for a single book or a batch, retries included. */
        @WithDefault("10S")
        Duration callLimit();

        /** The longest a caller waits for the list of all books, retries included. */
        @WithDefault("35S")
        Duration listLimit();
    }

    /** How long cached things are served and kept. */
    interface Freshness {

        /**
         * A book or the list is answered from memory, without asking DCS, for this long (±{@link
         * #spreadPercent()} %).
         */
        @WithDefault("10M")
        Duration books();

        /** How long config.json, and which files a book has, are answered from memory. */
        @WithDefault("1H")
        Duration config();

        /** How long covers, logos and page images are answered from memory. */
        @WithDefault("10M")
        Duration images();

        /** A value older than fresh is still answered, while it is refreshed, up to this age. */
        @WithDefault("24H")
        Duration stale();

        /** How long not-found is cached. */
        @WithDefault("60S")
        Duration missing();

        /** After a refresh that failed, how long until the next one is tried for the same key. */
        @WithDefault("5S")
        Duration retryPause();

        /**
         * How far a lifetime is spread at random to either side, in percent, so that not all expire
         * at once.
         */
        @WithDefault("10")
        int spreadPercent();
    }

    /** The one-way migration of an LMS database at start. */
    interface Migration {

        /** What a start does with the database. */
        enum Mode {
            /** Migrates when it has to, then serves. */
            MIGRATE,
            /**
             * Checks and tries, says what it found, changes nothing and ends with exit code 0 (a
             * start would migrate), 1 (it would refuse) or 2 (not all could be proven here).
             */
            VALIDATE,
            /** Serves, but only on a database that is already migrated. */
            OFF,
            /** Never possible: says how to restore the backup, and ends with exit code 1. */
            UNDO
        }

        /** How much the answer of DCS about the books' ids weighs. */
        enum Strictness {
            /** DCS is not asked. */
            OFF,
            /** Books that DCS does not know or has archived are listed. */
            WARN,
            /** Books that DCS does not know or has archived stop the migration. */
            REFUSE
        }

        /**
         * What a start does with the database: migrate, validate, off, or undo, which only says how
         * to restore the backup.
         */
        @WithDefault("migrate")
        Mode mode();

        /** What follows once the database is migrated. */
        enum Then {
            /** The service. */
            SERVE,
            /** The end, with exit code 0. */
            END
        }

        /**
         * What follows once the database is migrated, or found to be: serve, or end with exit code
         * 0, for a job that migrates and for one that waits until another has.
         */
        @WithDefault("serve")
        Then then();

        /** How long the migration waits for a table that others use before it gives up. */
        @WithDefault("15S")
        Duration lockTimeout();

        /**
         * How long a replica waits for another one that is migrating; with mode {@code off} also
         * for a database that cannot be reached, and (where the end follows) for one that is not
         * migrated.
         */
        @WithDefault("2H")
        Duration waitForOther();

        /** Books that DCS does not know or has archived: off, warn, refuse. */
        @WithDefault("warn")
        Strictness unknownBooks();
    }

    /** The backup that the migration takes before its first change. */
    interface Backup {

        /** Whether a migration may change data without a backup. */
        enum Mode {
            /** No change without a proven backup. */
            REQUIRED,
            /** No backup; a mistake can then not be undone. */
            SKIP
        }

        /** Whether a migration may change data without a backup: required, skip. */
        @WithDefault("required")
        Mode mode();

        /** The directory of the backup file; it must outlive the container. */
        @WithDefault("backups")
        String directory();

        /**
         * How long the dry run lets pg_dump read the whole database, which is then thrown away.
         * Zero: it reads the schema only, and the dry run ends with exit code 2.
         */
        @WithDefault("5M")
        Duration dryRunLimit();

        /** The directory of pg_dump and pg_restore; default: wherever PATH finds them. */
        Optional<String> programs();
    }
}
