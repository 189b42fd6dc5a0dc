package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.dreamlms.books.http.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** There is one form of each target, and what has none is refused. */
class TargetFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "/books/4",
                "/books?search=a%20b+c&limit=5&publisher=%C3%A7",
                "/books/4/assets/a(1)!~*'$&,=:@;b.png",
                "http://localhost:8080/books/4?x=/?:@",
                "/books/4/assets/..a..png"
            })
    void whatIsInFormStaysAsItIs(String target) {
        assertThat(TargetForm.canonical(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a[1]|{2}^`.png /a%5B1%5D%7C%7B2%7D%5E%60.png",
                "/a?q=100% /a?q=100%25",
                "/a?q=%zz&b=%4 /a?q=%25zz&b=%254",
                "/a?%%20% /a?%25%20%25",
                "/a?q=[1]|{2}^`\\\"<> /a?q=%5B1%5D%7C%7B2%7D%5E%60%5C%22%3C%3E",
                "/a?q=b;c /a?q=b%3Bc",
                "/%61%2D%7e%5f%2e/%34?%61=%7E /a-~_./4?%61=%7E",
                "/%2561%2f%C3%a7%31 /%2561%2f%C3%a71"
            })
    void whatBrowsersLeaveIsEncoded(String target, String canonical) {
        assertThat(TargetForm.isCanonical(target)).isFalse();
        assertThat(TargetForm.canonical(target)).isEqualTo(canonical);
        assertThat(TargetForm.isCanonical(canonical)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a b",
                "/a#b",
                "/a?b#c",
                "/a?b c",
                "/a\tb",
                "/a\u0000",
                "/a\u007f",
                "/\u00e9",
                "/a?\u00e9",
                "/a\"",
                "/<a>",
                "/a\\b",
                "/%",
                "/%4",
                "/%zz",
                "/a%2",
                "/a/../b",
                "/./a",
                "/a/..",
                "/a/.",
                "/a/%2e%2E/b",
                "/a/.%2e?x",
                "/a/%2E"
            })
    void whatNoClientSendsIsRefused(String target) {
        assertThat(TargetForm.isCanonical(target)).isFalse();
        assertThatThrownBy(() -> TargetForm.canonical(target))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void theFormOfAFormIsItself() {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            var target = new StringBuilder("/");
            for (int n = random.nextInt(12); n > 0; n--) {
                target.append("ab%2eE/.?;[|{^`\\\"~#&=+ %".charAt(random.nextInt(24)));
            }
            try {
                var canonical = TargetForm.canonical(target.toString());
                assertThat(TargetForm.canonical(canonical)).isEqualTo(canonical);
                if (TargetForm.isCanonical(target.toString())) {
                    assertThat(canonical).isEqualTo(target.toString());
                }
            } catch (ProblemException ignored) {
                assertThat(TargetForm.isCanonical(target.toString())).isFalse();
            }
        }
    }
}
