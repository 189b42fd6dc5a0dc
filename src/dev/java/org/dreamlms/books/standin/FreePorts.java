package org.dreamlms.books.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine that nobody listens on. */
final class FreePorts {

    /**
     * What was chosen stays: a live reload finds its own ports in use. System properties outlive
     * its class loaders. The name must not look like a setting.
     */
    private static final String CHOSEN = "standin.port-instead-of-";

    private static final int TRIED = 100;

    private FreePorts() {}

    /**
     * The first free port from this one on; the same one for as long as the process lives.
     *
     * @return the one that is wanted where none is free, so that whoever binds it says so
     */
    static synchronized String from(int wanted) {
        var chosen = System.getProperty(CHOSEN + wanted);
        if (chosen == null) {
            chosen = String.valueOf(choose(wanted));
            System.setProperty(CHOSEN + wanted, chosen);
        }
        return chosen;
    }

    private static int choose(int wanted) {
        for (int port = wanted; port < wanted + TRIED; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        return wanted;
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
