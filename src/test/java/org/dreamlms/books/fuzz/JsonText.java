package org.dreamlms.books.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.regex.Pattern;

/** JSON as RFC 8259 has it, read more strictly than by any library. */
final class JsonText {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "[ \\t\\r\\n]*+(?:([\\[\\]{},:])"
                            + "|(\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\")"
                            + "|((?:true|false|null|-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+)"
                            + "(?![0-9A-Za-z.+-])))[ \\t\\r\\n]*+");

    private enum Next {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END
    }

    private final ArrayDeque<Character> open = new ArrayDeque<>();
    private Next next = Next.VALUE;

    private JsonText() {}

    /** Whether it is one value in UTF-8. */
    static boolean is(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new JsonText().read(text.toString());
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean read(String text) {
        var tokens = TOKEN.matcher(text);
        int end = 0;
        while (tokens.find(end) && tokens.start() == end) {
            var mark = tokens.group(1);
            if (!(mark == null ? takesScalar(tokens.group(2) != null) : takes(mark.charAt(0)))) {
                return false;
            }
            end = tokens.end();
            if (end == text.length()) {
                break;
            }
        }
        return end == text.length() && open.isEmpty() && next == Next.COMMA_OR_END;
    }

    private boolean takesScalar(boolean isText) {
        if (isText && (next == Next.NAME || next == Next.NAME_OR_END)) {
            next = Next.COLON;
            return true;
        }
        var right = next == Next.VALUE || next == Next.VALUE_OR_END;
        next = Next.COMMA_OR_END;
        return right;
    }

    private boolean takes(char mark) {
        switch (mark) {
            case '[', '{' -> {
                var right = next == Next.VALUE || next == Next.VALUE_OR_END;
                open.push(mark);
                next = mark == '[' ? Next.VALUE_OR_END : Next.NAME_OR_END;
                return right;
            }
            case ']', '}' -> {
                var list = mark == ']';
                var right =
                        !open.isEmpty()
                                && open.pop() == (list ? '[' : '{')
                                && (next == Next.COMMA_OR_END
                                        || next == (list ? Next.VALUE_OR_END : Next.NAME_OR_END));
                next = Next.COMMA_OR_END;
                return right;
            }
            case ':' -> {
                var right = next == Next.COLON;
                next = Next.VALUE;
                return right;
            }
            default -> {
                var right = next == Next.COMMA_OR_END && !open.isEmpty();
                next = right && open.peek() == '{' ? Next.NAME : Next.VALUE;
                return right;
            }
        }
    }
}
