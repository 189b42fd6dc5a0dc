package org.dreamlms.books.standin;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes small one-coloured PNG images, so that pages and covers are real ones. */
final class TinyPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private TinyPng() {}

    static StandInFile of(int width, int height, int rgb) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", deflated(pixels(width, height, rgb)));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StandInFile.of(bytes.toByteArray());
    }

    private static byte[] header(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(width);
            out.writeInt(height);
            // 8 bits a channel, true colour, and the only methods there are
            out.write(new byte[] {8, 2, 0, 0, 0});
        }
        return bytes.toByteArray();
    }

    private static byte[] pixels(int width, int height, int rgb) {
        var rowLength = 1 + 3 * width;
        var pixels = new byte[rowLength * height];
        for (int i = 0; i < pixels.length; i++) {
            var inRow = i % rowLength;
            if (inRow > 0) {
                pixels[i] = (byte) (rgb >> (8 * (2 - (inRow - 1) % 3)));
            }
        }
        return pixels;
    }

    private static byte[] deflated(byte[] raw) {
        var deflater = new Deflater();
        try {
            deflater.setInput(raw);
            deflater.finish();
            var out = new byte[raw.length + 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
