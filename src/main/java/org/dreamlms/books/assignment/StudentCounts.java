package org.dreamlms.books.assignment;

/**
 * How far the students of an assignment are.
 *
 * @param pendingReviews work that waits for the teacher's judgement
 */
record StudentCounts(int total, int inProgress, int completed, int pendingReviews) {

    static final StudentCounts NONE = new StudentCounts(0, 0, 0, 0);

    /** All others: the three add up. */
    int notStarted() {
        return total - inProgress - completed;
    }
}
