package org.dreamlms.books.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token can be written in one way only. */
class TokenFormTest {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random = new Random(15);

    @Test
    void tokensOfEveryLengthAreTakenAsEncodersWriteThem() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(TokenForm.isCanonical(token())).isTrue();
        }
    }

    /** Of all characters at all places, none makes another spelling of the same bytes. */
    @Test
    void noOtherSpellingOfTheSameBytesIsTaken() {
        for (int i = 0; i < 200; i++) {
            var token = token();
            int place = random.nextInt(token.length());
            for (char character = 0; character < 256; character++) {
                var inserted = token.substring(0, place) + character + token.substring(place);
                var replaced = token.substring(0, place) + character + token.substring(place + 1);
                isNoOtherSpelling(token, inserted);
                isNoOtherSpelling(token, replaced);
            }
        }
    }

    @Test
    void spareBitsOfEachLastCharacterAreZero() {
        for (int i = 0; i < 200; i++) {
            var token = token();
            for (var part : new int[] {0, 1, 2}) {
                var parts = token.split("\\.");
                int last = parts[part].length() - 1;
                for (char character : ALPHABET.toCharArray()) {
                    parts[part] = parts[part].substring(0, last) + character;
                    isNoOtherSpelling(token, String.join(".", parts));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "AA",
                "AA.AA",
                "AA.AA.",
                ".AA.AA",
                "AA..AA",
                "AA.AA.AA.",
                "AA.AA.AA.AA",
                "AA.AA.AA=",
                "AA.AA.AA==",
                "A.AA.AA",
                "AA.AA.AB",
                "AA.AA.AAB",
                "AA.AA.A+/A",
                " AA.AA.AA",
                "AA.AA.AA\n",
                "AA.AA.ÄÄÄÄ",
                "AA.AA.AA.AA.AA"
            })
    void whatIsNoTokenIsRefused(String text) {
        assertThat(TokenForm.isCanonical(text)).isFalse();
    }

    @Test
    void theLengthHasALimit() {
        var part = "A".repeat(4);
        var longest = part + "." + part + "." + "A".repeat(TokenForm.MAX_LENGTH - 10 & ~3);
        assertThat(TokenForm.isCanonical(longest)).isTrue();
        assertThat(TokenForm.isCanonical(longest + "A".repeat(12))).isFalse();
    }

    private void isNoOtherSpelling(String token, String other) {
        if (!other.equals(token) && TokenForm.isCanonical(other)) {
            assertThat(bytes(other)).as(other).isNotEqualTo(bytes(token));
        }
    }

    /** What a token says: the bytes of its parts, which no other spelling may have. */
    private static String bytes(String token) {
        var bytes = new StringBuilder();
        for (var part : token.split("\\.")) {
            bytes.append(
                            new String(
                                    Base64.getUrlDecoder().decode(part),
                                    StandardCharsets.ISO_8859_1))
                    .append('|')
                    .append(part.length());
        }
        return bytes.toString();
    }

    private String token() {
        return part() + "." + part() + "." + part();
    }

    private String part() {
        var bytes = new byte[1 + random.nextInt(40)];
        random.nextBytes(bytes);
        return URL.encodeToString(bytes);
    }
}
