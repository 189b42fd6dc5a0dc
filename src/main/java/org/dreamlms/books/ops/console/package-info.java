/**
 * The console for operators: the page at {@code /q/console} on the management port, its JSON, and
 * what its buttons do.
 *
 * <p>It reads meters, caches and tables when it is asked, in threads of its own, and has nothing on
 * the way of a request. It may use every room; of the others only {@code ops} itself uses it. Begin
 * reading at {@code ConsoleRoutes} and {@code ConsoleState}.
 */
package org.dreamlms.books.ops.console;
