package org.dreamlms.books.dcs;

import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dreamlms.books.OutageLog;
import org.jboss.logging.Logger;

/**
 * What is asked of DCS in JSON, and how its answer is read.
 *
 * @param send sends it with this authorization; the answer in the pieces in which it arrives
 * @param maxBytes how many bytes the answer may have
 * @param large whether reading it takes time that event loops do not have
 */
record DcsRequest<T>(
        Function<String, Multi<byte[]>> send, int maxBytes, boolean large, Reading<T> reading) {

    private static final OutageLog LARGE =
            new OutageLog(Logger.getLogger(DcsRequest.class), Logger.Level.WARN, Clock.systemUTC());

    /** What a book, a publisher, a login, a link or a subscription may have; most have 1 KB. */
    static final int MAX_VALUE = 256 * 1024;

    /** What an element of a list may have: what is larger is asked for by itself, if at all. */
    static final int MAX_ELEMENT = 16 * 1024;

    /** Begins to read an answer. */
    @FunctionalInterface
    interface Reading<T> {
        Answer<T> begin() throws IOException;
    }

    /** An answer that is being read. */
    interface Answer<T> {

        /** Takes what has come. */
        void feed(byte[] bytes) throws IOException;

        /** What it says, when all of it has come; null where it says so. */
        T end() throws IOException;
    }

    /** For one value of moderate size. */
    static <T> DcsRequest<T> value(Function<String, Multi<byte[]>> send, ObjectReader type) {
        return new DcsRequest<>(send, MAX_VALUE, false, () -> new Value<>(type));
    }

    /**
     * For a list.
     *
     * @param maxElements how many elements it may have
     * @param element makes of each what is kept; one of more than {@link #MAX_ELEMENT} is left out
     */
    static <S, T> DcsRequest<List<T>> list(
            Function<String, Multi<byte[]>> send,
            int maxBytes,
            int maxElements,
            ObjectReader type,
            Function<S, T> element) {
        return new DcsRequest<>(
                send, maxBytes, false, () -> new Elements<>(type, maxElements, element));
    }

    /** This request, read by a worker. */
    DcsRequest<T> readByWorker() {
        return new DcsRequest<>(send, maxBytes, true, reading);
    }

    private static final class Value<T> implements Answer<T> {

        private final JsonStream<T> json;
        private T value;

        Value(ObjectReader type) throws IOException {
            json = JsonStream.ofValue(type, found -> value = found);
        }

        @Override
        public void feed(byte[] bytes) throws IOException {
            json.feed(bytes);
        }

        @Override
        public T end() throws IOException {
            json.end();
            return value;
        }
    }

    private static final class Elements<S, T> implements Answer<List<T>> {

        private final JsonStream<S> json;
        private final List<T> elements = new ArrayList<>();

        Elements(ObjectReader type, int max, Function<S, T> element) throws IOException {
            json =
                    JsonStream.ofList(
                            type,
                            MAX_ELEMENT,
                            found -> {
                                if (elements.size() >= max) {
                                    throw DcsException.tooLarge("more than " + max + " elements");
                                }
                                elements.add(element.apply(found));
                            });
        }

        @Override
        public void feed(byte[] bytes) throws IOException {
            json.feed(bytes);
        }

        @Override
        public List<T> end() throws IOException {
            json.end();
            if (json.leftOut() > 0) {
                LARGE.say(
                        "DCS sent a list with elements of more than %d bytes; %d are left out",
                        MAX_ELEMENT, json.leftOut());
            }
            return elements;
        }
    }
}
