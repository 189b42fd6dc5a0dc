/**
 * Events of DCS: received, queued, worked off, and told to all replicas. Route {@code
 * /webhooks/dream-storage}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.webhook.WebhookResource} and {@code EventWorker}.
 */
package org.dreamlms.books.webhook;
