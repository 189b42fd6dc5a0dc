package org.dreamlms.books.access.token;

import java.util.Set;
import java.util.UUID;

/**
 * Whom a token names.
 *
 * @param userId the user of the LMS; null for others
 * @param subject the subject as it stands in the token
 * @param roles null: the LMS knows the user's role
 */
public record Identity(UUID userId, String subject, Set<String> roles) {}
