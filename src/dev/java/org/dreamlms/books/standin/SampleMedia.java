package org.dreamlms.books.standin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sound and film that begin as such files do; what follows is filling. */
final class SampleMedia {

    private static final int MP3_FRAME = 417;

    private SampleMedia() {}

    static StandInFile mp3(int size) {
        var bytes = filled(size);
        // MPEG 1 layer III, 128 kbit/s, 44.1 kHz
        for (int frame = 0; frame + 4 <= size; frame += MP3_FRAME) {
            ByteBuffer.wrap(bytes).putInt(frame, 0xfffb9000);
        }
        return StandInFile.of(bytes);
    }

    static StandInFile mp4(int size) {
        var bytes = filled(size);
        var head = "isom\0\0\2\0isomiso2mp41".getBytes(StandardCharsets.US_ASCII);
        var type = 8 + head.length;
        ByteBuffer.wrap(bytes)
                .putInt(type)
                .put("ftyp".getBytes(StandardCharsets.US_ASCII))
                .put(head)
                .putInt(size - type)
                .put("mdat".getBytes(StandardCharsets.US_ASCII));
        return StandInFile.of(bytes);
    }

    private static byte[] filled(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = StandInFile.byteAt(i);
        }
        return bytes;
    }
}
