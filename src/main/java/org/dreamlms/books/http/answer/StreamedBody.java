package org.dreamlms.books.http.answer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * An answer that is made while it is sent, as fast as the client takes it, for {@link
 * AnswerSender}.
 *
 * @param slices gives one after the other, each when the one before is sent, then null
 * @param memory how many bytes are held while it is sent, about
 */
public record StreamedBody(Supplier<Future<Buffer>> slices, long memory) {}
