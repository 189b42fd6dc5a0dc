/** Requests made at random, and laws that hold of all answers. */
package org.dreamlms.books.fuzz;
