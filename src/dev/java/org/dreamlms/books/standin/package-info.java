/**
 * A stand-in for Dream Central Storage that answers as the real server was seen to answer, oddities
 * included, for development, tests and benchmarks. It is never part of the production artifact.
 */
package org.dreamlms.books.standin;
