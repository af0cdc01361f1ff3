package dev.agentcost.rules.price;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.agentcost.analyzer.cost.TokenCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts tokens with OpenAI's encoding {@code o200k}. Other vendors do not publish theirs: on their account a text has at least
 * one token in 3.5 characters, which is more than English prose has.
 *
 * <p>The encoding takes half a second to load, so that happens when the first text is counted and once for all.
 */
public final class TokenCounting implements TokenCounter {

    /** Beyond this, a text is not worth the time: each character counts as a token. */
    private static final int LONGEST = 200_000;

    private static final TokenCounting INSTANCE = new TokenCounting();

    private final Map<String, Long> known = new ConcurrentHashMap<>();

    private TokenCounting() {}

    /** The one counter. */
    public static TokenCounter o200k() {
        return INSTANCE;
    }

    @Override
    public long count(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        return text.length() > LONGEST ? text.length() : known.computeIfAbsent(text, TokenCounting::counted);
    }

    private static long counted(String text) {
        // a text like <|endoftext|> is charged as the text that it is
        return Math.max(Loaded.ENCODING.countTokensOrdinary(text), ofOtherVendors(text.length()));
    }

    private static long ofOtherVendors(int characters) {
        return (2L * characters + 6) / 7;
    }

    /** Loaded by the first use. */
    private static final class Loaded {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
