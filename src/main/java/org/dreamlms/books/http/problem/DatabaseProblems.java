package org.dreamlms.books.http.problem;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.postgresql.util.PSQLException;

/**
 * Turns what PostgreSQL refuses into a problem that names the field. Messages are in the language
 * of the server, so only codes and names are read from them.
 */
public final class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
    private static final int RETRY_SECONDS = 5;
    private static final String UNREACHABLE = "The database can't be reached; try again";

    /** The columns in "Key (teacher_id)=(…) is not present in table …". */
    private static final Pattern KEY = Pattern.compile("\\(([^()]+)\\)=\\(");

    private static final Set<String> LATER = Set.of("08", "28", "3D", "40", "53", "55", "57");

    private static final Map<String, String> FIELD_OF_ENUM =
            Map.of("activitytype", "activity_type", "assignmentpublishstatus", "status");

    private final Problems problems = new Problems();
    private final OutageLog outages;
    private final OutageLog locks;
    private final OutageLog tables;

    DatabaseProblems(Clock clock) {
        this.outages = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.locks = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.tables = new OutageLog(LOG, Logger.Level.ERROR, clock);
    }

    @ServerExceptionMapper({
        PersistenceException.class,
        SQLException.class,
        RollbackException.class,
        QuarkusTransactionException.class,
        ArcUndeclaredThrowableException.class
    })
    Response toResponse(Exception e, HttpServerRequest request) {
        var cause = sqlCause(e);
        if (cause == null) {
            return has(e, JDBCConnectionException.class)
                    ? unavailable(e, request)
                    : problems.unexpected(e, request);
        }
        var state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "23503" -> foreignKey(cause, request);
            case "23505" ->
                    field(
                            409,
                            column(cause, "body"),
                            "is there already in this combination",
                            request);
            case "23502" -> field(422, server(cause).column(), "is required", request);
            case "23514" -> field(422, server(cause).constraint(), "is not met", request);
            case "22P02" -> unknownLabel(cause, request);
            case "22001" -> field(422, "body", "holds a text that is too long", request);
            case "22021", "22P05" ->
                    field(
                            reads(request) ? 400 : 422,
                            reads(request) ? "query" : "body",
                            "holds a character that can't be stored",
                            request);
            // A lock that was not to be had in time, or a deadlock.
            case "55P03", "40P01" ->
                    later(
                            locks,
                            e,
                            "Somebody else is at the same rows, and takes long; try again",
                            request);
            // Not migrated yet, or gone: nothing that a client could mend.
            case "42P01", "42703" -> {
                tables.say("The tables are not what they should be: %s", cause.getMessage());
                yield unavailable(e, request);
            }
            default -> later(state) ? unavailable(e, request) : problems.unexpected(e, request);
        };
    }

    private static Response foreignKey(SQLException cause, HttpServerRequest request) {
        var column = column(cause, "body");
        return column.equals("id")
                ? field(409, "id", "is still in use elsewhere", request)
                : field(422, column, "does not exist", request);
    }

    private static Response unknownLabel(SQLException cause, HttpServerRequest request) {
        var message = String.valueOf(cause.getMessage());
        var field =
                FIELD_OF_ENUM.entrySet().stream()
                        .filter(type -> message.contains(type.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("body");
        return field(
                reads(request) ? 400 : 422,
                field,
                "is not a value that this database knows",
                request);
    }

    /**
     * No connection (08, 28, 3D, 55), none free (no state at all), out of resources (53), shutting
     * down (57), deadlock (40), read-only (25006).
     */
    private static boolean later(String state) {
        return state.length() < 2 || LATER.contains(state.substring(0, 2)) || state.equals("25006");
    }

    private static boolean reads(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    private Response unavailable(Exception e, HttpServerRequest request) {
        return later(outages, e, UNREACHABLE, request);
    }

    private static Response later(
            OutageLog log, Exception e, String detail, HttpServerRequest request) {
        log.say("%s %s: the database can't be used: %s", request.method(), request.path(), e);
        return Problems.answer(503, detail, List.of(), request)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    private static Response field(
            int status, String field, String message, HttpServerRequest request) {
        var error = new FieldError(field, message);
        return Problems.answer(status, field + " " + message, List.of(error), request).build();
    }

    private static String column(SQLException cause, String otherwise) {
        var detail = server(cause).detail();
        var matcher = KEY.matcher(detail);
        return matcher.find()
                ? matcher.group(1).replace("dcs_book_id", "book_id").replace("\"", "")
                : otherwise;
    }

    private static Named server(SQLException cause) {
        var message =
                cause instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return message == null
                ? new Named("body", "body", "")
                : new Named(
                        String.valueOf(message.getColumn()),
                        String.valueOf(message.getConstraint()),
                        String.valueOf(message.getDetail()));
    }

    private record Named(String column, String constraint, String detail) {}

    private static SQLException sqlCause(Throwable e) {
        SQLException last = null;
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                last = sql;
            }
            // What a commit fails with hides there.
            for (var suppressed : cause.getSuppressed()) {
                if (last == null) {
                    last = sqlCause(suppressed);
                }
            }
        }
        return last;
    }

    private static boolean has(Throwable e, Class<?> type) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
