package org.dreamlms.books.http.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Reads the fields of a JSON body one by one and collects everything that is wrong with them, so
 * that a client learns of all its mistakes at once. A field that is wrong reads as null.
 */
public final class Fields {

    private static final int MAX_LIST = 1000;
    private static final String YEARS = "must be in the years 1 to 9999";
    private static final String HALF = "must not hold half a character (a lone surrogate)";

    private final JsonNode body;
    private final String prefix;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    /**
     * @param body what the client sent, may be null
     * @throws ProblemException 422 when it is not a JSON object
     */
    public Fields(JsonNode body) {
        this(body, "", new ArrayList<>());
        if (body == null || !body.isObject()) {
            throw ProblemException.unprocessable("body", "must be a JSON object");
        }
    }

    private Fields(JsonNode body, String prefix, List<FieldError> errors) {
        this.body = body;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** Whether the field was sent, also as null. */
    public boolean sent(String name) {
        known.add(name);
        return body.has(name);
    }

    /** Whether the field was sent with a value. */
    public boolean has(String name) {
        known.add(name);
        return body.hasNonNull(name);
    }

    /** Notes what is wrong with a field. */
    public void reject(String name, String message) {
        errors.add(new FieldError(prefix + name, message));
    }

    /** Rejects the field when it was not sent with a value. */
    public Fields require(String name) {
        if (!has(name)) {
            reject(name, "is required");
        }
        return this;
    }

    /** Rejects the field when it holds anything but null, false or an empty list. */
    public void refuse(String name, String message) {
        known.add(name);
        var value = body.path(name);
        var nothing =
                value.isMissingNode()
                        || value.isNull()
                        || (value.isBoolean() && !value.booleanValue())
                        || (value.isArray() && value.isEmpty());
        if (!nothing) {
            reject(name, message);
        }
    }

    /**
     * Rejects each field with a value that nobody has asked for: the client believes that it has an
     * effect, and would lose it silently.
     */
    public void refuseOthers() {
        var names = new ArrayList<String>();
        body.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        names.forEach(name -> refuse(name, "can't be set here"));
    }

    /** A text of up to so many characters. */
    public String text(String name, int max) {
        if (!has(name)) {
            return null;
        }
        var value = body.get(name);
        if (!value.isTextual()) {
            return wrong(name, "must be a text");
        }
        var text = value.textValue();
        if (text.codePointCount(0, text.length()) > max) {
            return wrong(name, "must not be longer than %d characters".formatted(max));
        }
        // PostgreSQL can't store either.
        if (text.indexOf('\0') >= 0) {
            return wrong(name, "must not hold a null character");
        }
        return hasHalf(text) ? wrong(name, HALF) : text;
    }

    /** A text that says something. */
    public String words(String name, int max) {
        var text = text(name, max);
        return text != null && text.codePoints().allMatch(Fields::isBlank)
                ? wrong(name, "must not be blank")
                : text;
    }

    public UUID uuid(String name) {
        if (!has(name)) {
            return null;
        }
        var uuid = Uuids.tryParse(body.get(name).textValue());
        return uuid.isPresent() ? uuid.get() : wrong(name, "must be a UUID");
    }

    /** UUIDs in the order sent, each once; null when the field was not sent with a value. */
    public List<UUID> uuids(String name) {
        if (!has(name)) {
            return null;
        }
        var value = body.get(name);
        if (!value.isArray() || value.size() > MAX_LIST) {
            return wrong(name, "must be a list of at most %d UUIDs".formatted(MAX_LIST));
        }
        var uuids = new LinkedHashSet<UUID>();
        int wrong = 0;
        for (int i = 0; i < value.size(); i++) {
            var uuid = Uuids.tryParse(value.get(i).textValue());
            if (uuid.isEmpty()) {
                reject(name + "[" + i + "]", "must be a UUID");
                wrong++;
            } else {
                uuids.add(uuid.get());
            }
        }
        return wrong == 0 ? List.copyOf(uuids) : null;
    }

    /** The elements of a list, whatever they are; null when the field was not sent with one. */
    public List<JsonNode> list(String name, int maxCount) {
        if (!has(name)) {
            return null;
        }
        var value = body.get(name);
        if (!value.isArray() || value.size() > maxCount) {
            return wrong(name, "must be a list of at most %d texts".formatted(maxCount));
        }
        var elements = new ArrayList<JsonNode>();
        value.forEach(elements::add);
        return elements;
    }

    /** A text of up to so many characters that others can be sent; empty when it is none. */
    public static Optional<String> text(JsonNode value, int max) {
        return Optional.ofNullable(value.textValue())
                .filter(text -> text.length() <= max && !hasHalf(text));
    }

    /** A book's id: a number, or digits as old clients send them. */
    public Integer bookId(String name) {
        if (!has(name)) {
            return null;
        }
        var value = body.get(name);
        var id =
                value.isIntegralNumber() || value.isTextual()
                        ? BookId.tryParse(value.asText(), 0)
                        : java.util.OptionalInt.empty();
        return id.isPresent()
                ? (Integer) id.getAsInt()
                : wrong(name, "must be an integer from 1 to 2147483647");
    }

    /** An integer greater than 0. */
    public Integer positive(String name) {
        if (!has(name)) {
            return null;
        }
        var value = body.get(name);
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0
                ? (Integer) value.intValue()
                : wrong(name, "must be an integer greater than 0");
    }

    public boolean flag(String name) {
        if (has(name) && !body.get(name).isBoolean()) {
            reject(name, "must be true or false");
        }
        return body.path(name).asBoolean();
    }

    /**
     * A moment to come, in ISO 8601 with any offset; without one it is UTC. Cut to the microseconds
     * that PostgreSQL keeps.
     */
    public Instant future(String name, Instant now) {
        var moment = moment(name);
        requireFuture(name, moment, now);
        return moment;
    }

    /** Rejects the moment when it is there and has passed. */
    public void requireFuture(String name, Instant moment, Instant now) {
        if (moment != null && !moment.isAfter(now)) {
            reject(name, "must be in the future");
        }
    }

    /** Like {@link #future} for a moment that may have passed. */
    public Instant moment(String name) {
        var moment = zonedMoment(name);
        return moment == null ? null : moment.toInstant();
    }

    /** Like {@link #moment} with the offset that was sent, UTC without one. */
    public OffsetDateTime zonedMoment(String name) {
        if (!has(name)) {
            return null;
        }
        try {
            var parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            body.get(name).asText(), OffsetDateTime::from, LocalDateTime::from);
            var moment =
                    parsed instanceof OffsetDateTime zoned
                            ? zoned
                            : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
            int year = moment.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999
                    ? wrong(name, YEARS)
                    : moment.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            return wrong(name, "must be a date and time in ISO 8601, such as 2027-01-31T12:00:00Z");
        } catch (DateTimeException e) {
            // Its offset leads beyond the first or the last year that there is.
            return wrong(name, YEARS);
        }
    }

    /** The fields of an object; empty when the field was not sent with one. */
    public Optional<Fields> inside(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        var value = body.get(name);
        if (!value.isObject()) {
            return Optional.ofNullable(wrong(name, "must be a JSON object"));
        }
        return Optional.of(new Fields(value, prefix + name + ".", errors));
    }

    /** The objects of a list, each with its own fields; what is wrong in them is collected here. */
    public List<Fields> objects(String name) {
        return objects(name, 1, MAX_LIST);
    }

    /** The objects of a list that may be missing or empty. */
    public List<Fields> optionalObjects(String name) {
        return has(name) ? objects(name, 0, MAX_LIST) : List.of();
    }

    private List<Fields> objects(String name, int min, int max) {
        known.add(name);
        var value = body.path(name);
        if (!value.isArray() || value.size() < min || value.size() > max) {
            reject(name, "must be a list of %d to %d objects".formatted(min, max));
            return List.of();
        }
        var objects = new ArrayList<Fields>();
        for (int i = 0; i < value.size(); i++) {
            var place = prefix + name + "[" + i + "]";
            if (value.get(i).isObject()) {
                objects.add(new Fields(value.get(i), place + ".", errors));
            } else {
                errors.add(new FieldError(place, "must be an object"));
            }
        }
        return objects;
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 422 naming everything that was wrong
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
    }

    private static boolean hasHalf(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    /** What shows nothing: spaces of all kinds, those without a width or a break included. */
    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    private <T> T wrong(String name, String message) {
        reject(name, message);
        return null;
    }
}
