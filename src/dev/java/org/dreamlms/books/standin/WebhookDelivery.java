package org.dreamlms.books.standin;

/**
 * A webhook that was sent, or given up.
 *
 * @param event for example {@code book.updated}
 * @param url where it went
 * @param body the signed JSON, the same in each try
 * @param tries how often it was sent
 * @param delivered whether the last try was answered with a 2xx status
 */
public record WebhookDelivery(
        String event, String url, String body, int tries, boolean delivered) {}
