package org.dreamlms.books.dcs.file;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The bytes of a file that is read into memory, where its length is known without a copy. */
final class FileBytes {

    private static final int UNKNOWN = 8 * 1024;

    private final int max;
    private byte[] bytes;
    private int size;

    /**
     * @param length -1: not known
     * @param max how many bytes it may have
     */
    FileBytes(long length, int max) {
        this.max = max;
        this.bytes = new byte[(int) Math.min(length < 0 ? UNKNOWN : length, max)];
    }

    /** Takes more of it; false when that is more than it may have. */
    boolean add(Buffer more) {
        if (more.length() > max - size) {
            return false;
        }
        if (more.length() > bytes.length - size) {
            int twice = (int) Math.min(2L * bytes.length, max);
            bytes = Arrays.copyOf(bytes, Math.max(size + more.length(), twice));
        }
        more.getBytes(0, more.length(), bytes, size);
        size += more.length();
        return true;
    }

    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
