package example;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts as the plugin does, and makes texts of a given count. */
final class Tokens {

    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final String[] WORDS = {"paper", "order", "river", "stone", "light", "table", "green"};

    private Tokens() {}

    static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }

    /** Words with so many tokens. */
    static String text(int tokens) {
        StringBuilder text = new StringBuilder(WORDS[0]);
        for (int i = 1; i < tokens; i++) {
            text.append(' ').append(WORDS[i % WORDS.length]);
        }
        if (count(text.toString()) != tokens) {
            throw new IllegalStateException("not " + tokens + " tokens: " + count(text.toString()));
        }
        return text.toString();
    }
}
