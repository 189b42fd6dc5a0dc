package org.dreamlms.books.caller;

/** The roles that mean something here, as the LMS calls them. */
public final class Role {

    public static final String ADMIN = "admin";
    public static final String SUPERVISOR = "supervisor";
    public static final String PUBLISHER = "publisher";
    public static final String TEACHER = "teacher";
    public static final String STUDENT = "student";

    /** Another service, by a token of its own: it reads everything and changes nothing. */
    public static final String SERVICE = "service";

    private Role() {}
}
