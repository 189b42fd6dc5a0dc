package org.dreamlms.books.standin;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** Reads what is sent to the upload route: a ZIP of a book's files, bare or as a form's file. */
final class Upload {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private Upload() {}

    static SortedMap<String, StandInFile> files(Buffer body) {
        var bytes = body.getBytes();
        var start = start(bytes);
        if (start < 0) {
            throw Refusal.of(400, "Uploaded file is not a ZIP archive");
        }
        var files = new TreeMap<String, StandInFile>();
        var in = new ByteArrayInputStream(bytes, start, bytes.length - start);
        try (var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), StandInFile.of(zip.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw Refusal.of(400, "Uploaded file is not a ZIP archive");
        }
        return files;
    }

    private static int start(byte[] bytes) {
        for (int i = 0; i + ZIP.length <= bytes.length; i++) {
            if (Arrays.mismatch(bytes, i, i + ZIP.length, ZIP, 0, ZIP.length) < 0) {
                return i;
            }
        }
        return -1;
    }
}
