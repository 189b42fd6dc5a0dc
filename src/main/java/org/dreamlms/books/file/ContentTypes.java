package org.dreamlms.books.file;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a file is, by the end of its name: DCS calls much of it octet-stream. */
public final class ContentTypes {

    static final String UNKNOWN = "application/octet-stream";

    /** Only what browsers show or play. What they might run (HTML, scripts) is unknown here. */
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("oga", "audio/ogg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("aac", "audio/aac"),
                    Map.entry("flac", "audio/flac"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("m4v", "video/mp4"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("ogv", "video/ogg"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("mkv", "video/x-matroska"),
                    Map.entry("avi", "video/x-msvideo"),
                    Map.entry("json", "application/json"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("txt", "text/plain"),
                    Map.entry("srt", "text/plain"),
                    Map.entry("vtt", "text/vtt"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("ttf", "font/ttf"),
                    Map.entry("otf", "font/otf"));

    /** Images that may be shown; drawings get a policy with them. */
    private static final Map<String, String> DECLARED =
            Map.of(
                    "image/png", "image/png",
                    "image/jpeg", "image/jpeg",
                    "image/jpg", "image/jpeg",
                    "image/gif", "image/gif",
                    "image/webp", "image/webp",
                    "image/avif", "image/avif",
                    "image/svg+xml", "image/svg+xml");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern MEDIA_TYPE =
            Pattern.compile(
                    "\\s*+(%1$s/%1$s)\\s*+(?:;\\s*+(?:%1$s=(?:%1$s|\"[^\"\\\\]*\"))?+\\s*+)*+"
                            .formatted(TOKEN));

    private ContentTypes() {}

    static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot < 0) {
            return UNKNOWN;
        }
        var extension = fileName.substring(dot + 1);
        return TYPES.getOrDefault(extension.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    static boolean isImage(String fileName) {
        return of(fileName).startsWith("image/");
    }

    public static boolean isVideo(String fileName) {
        return of(fileName).startsWith("video/");
    }

    /**
     * What an image is that DCS says this of, for those whose file name it does not tell. What is
     * not one of a few types is unknown, and so saved and never shown.
     *
     * @param field the value of Content-Type (RFC 9110, 8.3)
     */
    static String ofDeclared(String field) {
        var type = MEDIA_TYPE.matcher(field);
        return type.matches()
                ? DECLARED.getOrDefault(type.group(1).toLowerCase(Locale.ROOT), UNKNOWN)
                : UNKNOWN;
    }

    /** What an image is, by its first bytes; for those whose file name DCS does not tell. */
    static String ofImage(byte[] start) {
        if (begins(start, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (begins(start, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (begins(start, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (begins(start, 0, 'R', 'I', 'F', 'F') && begins(start, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        return isAvif(start) ? "image/avif" : UNKNOWN;
    }

    /**
     * A file of ISO/IEC 14496-12 (4.3) begins with its size, the type {@code ftyp}, a brand, a
     * version, and the other brands that it is of. A picture or a sequence of AVIF is one of them.
     */
    private static boolean isAvif(byte[] start) {
        if (!begins(start, 0, 0, 0) || !begins(start, 4, 'f', 't', 'y', 'p')) {
            return false;
        }
        int end = Math.min(start.length, (start[2] & 0xff) << 8 | start[3] & 0xff);
        for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
            if (begins(start, at, 'a', 'v', 'i', 'f') || begins(start, at, 'a', 'v', 'i', 's')) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int offset, int... expected) {
        if (bytes.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[offset + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
