package org.dreamlms.books.http;

/**
 * A request's way through the public port, in order. Vert.x filters come first, the one with the
 * greatest number before all others; then early routes, then REST with its own filters, where the
 * smallest number comes first.
 *
 * <ol>
 *   <li>{@link #FIELDS}: {@code http.AnswerFields} sets what all answers have, their date first.
 *   <li>{@link #CONNECTION}: {@code http.Connections} watches the connection.
 *   <li>{@link #TAGS}: {@code http.RequestTags} names the route for metrics.
 *   <li>{@link #HEAD}: {@code http.RequestHead} refuses heads that can be read in two ways.
 *   <li>{@link #TARGET}: {@code http.RequestTarget} brings path and query into one form, and routes
 *       again where they had another.
 *   <li>{@link #PUBLIC_PATH}: {@code http.PublicPath} takes the prefix off and routes again from
 *       the first.
 *   <li>{@link #BODY_LIMIT}: {@code http.input.BodyLimit} refuses what announces too much.
 *   <li>{@link #PATH}: {@code file.PathGuard} refuses path tricks, and brings paths of files into
 *       one form.
 *   <li>{@link #EVENT}: {@code webhook.EventDoor} refuses what can't be an event.
 *   <li>{@link #CORS}: {@code http.CorsRefusal} refuses other origins; then 300, the framework's.
 *   <li>{@link #AUTHENTICATION}: {@code access.Authentication} finds out who calls.
 *   <li>{@link #BODY}: {@code http.input.RequestBodies} reads the body.
 *   <li>{@link #DECLARATIONS}: {@code http.openapi.DeclarationFields} says what the file of types
 *       is.
 *   <li>{@link #EARLY_ROUTE}: {@code book.BookRoute}, then {@code file.ImageRoute} answer from
 *       memory; both pass on what they can't answer. {@code GET /books/{id}} from memory ends here:
 *       its whole way is AnswerFields, Connections, RequestTags, RequestHead, RequestTarget,
 *       PublicPath, BodyLimit, PathGuard, EventDoor, Authentication (with Authenticator and
 *       CallerDirectory), RequestBodies, DeclarationFields, BookRoute with BookCatalog and
 *       FreshnessCache, JsonAnswers and AnswerSender.
 *   <li>REST: {@link #REST_BODY} hands the body over, {@link #REST_TURN} waits for the caller's
 *       turn where the method blocks, {@code access.BookGuard} hides books, then the resource.
 *   <li>{@link #LAST_FAILURE}: {@code http.problem.LastFailure} answers what failed outside of
 *       REST.
 * </ol>
 */
public final class RequestOrder {

    /** Before all others: each answer has them. */
    public static final int FIELDS = 13_000;

    /** Before everything that may answer: what is refused early is a request, too. */
    public static final int CONNECTION = 12_000;

    /** Before everything that may answer. */
    public static final int TAGS = 11_000;

    /** Before everything that looks at the head. */
    public static final int HEAD = 10_900;

    /** Before everything that looks at the path or the query. */
    public static final int TARGET = 10_500;

    /** Before everything that looks at the bare path. */
    public static final int PUBLIC_PATH = 10_000;

    /** Before anything of the body is read. */
    public static final int BODY_LIMIT = 9_000;

    /** On the bare path, as it was sent. */
    public static final int PATH = 8_500;

    /** On the bare path, before anything of the body is read. */
    public static final int EVENT = 8_000;

    /** Right before the framework's (300). */
    public static final int CORS = 310;

    /**
     * After CORS (300): browsers send no token with a preflight, and have to be able to read a 401.
     */
    public static final int AUTHENTICATION = 250;

    /** After it is known who sends it: what nobody known sends is not read. */
    public static final int BODY = 240;

    /** Before the framework's own route for files. */
    public static final int DECLARATIONS = 230;

    /** The order of routes of the router that come after the filters and before REST. */
    public static final int EARLY_ROUTE = -1;

    /** A filter of REST: those that do not block come before the others. */
    public static final int REST_BODY = 10;

    /** A filter of REST, after those that do not block. */
    public static final int REST_TURN = 20;

    /** The order of the last route of the router. */
    public static final int LAST_FAILURE = Integer.MAX_VALUE - 1;

    private RequestOrder() {}
}
