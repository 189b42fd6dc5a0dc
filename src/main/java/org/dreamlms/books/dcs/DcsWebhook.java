package org.dreamlms.books.dcs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A subscription to the events of DCS.
 *
 * @param url where DCS sends them
 * @param active whether it does
 */
@RegisterForReflection
public record DcsWebhook(int id, String url, @JsonProperty("is_active") boolean active) {}
