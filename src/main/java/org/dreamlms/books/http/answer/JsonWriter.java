package org.dreamlms.books.http.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.dreamlms.books.http.problem.Problem;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes JSON to memory and has it sent from there. The framework's writer writes to the connection
 * as it goes, on a worker that waits for a client who reads slowly.
 */
@Provider
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonWriter extends ResponseWriter<Object> {

    private final ObjectMapper mapper;
    private final BodyWriter bodies;

    JsonWriter(ObjectMapper mapper, BodyWriter bodies) {
        this.mapper = mapper;
        this.bodies = bodies;
    }

    @Override
    protected boolean writes(Class<?> type) {
        return type != Body.class && type != StreamedBody.class;
    }

    @Override
    public void writeResponse(Object value, Type genericType, ServerRequestContext context)
            throws IOException {
        bodies.writeResponse(Body.own(mapper.writeValueAsBytes(value)), genericType, context);
    }

    /** The client of DCS writes its requests so. */
    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(mapper.writeValueAsBytes(value));
    }
}
