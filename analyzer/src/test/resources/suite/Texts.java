import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Walks over texts, and texts that grow. */
class Texts {

    // ---- indexOf

    static void eachPlace(String text) {
        int at = 0;
        while ((at = text.indexOf("ab", at)) >= 0) { // bound: ceil(1/2 * size(text))
            at += 2;
        }
    }

    static void eachPlaceByMinusOne(String text) {
        int at = 0;
        while ((at = text.indexOf(',', at)) != -1) { // bound: size(text)
            at++;
        }
    }

    static void eachPlaceByALength(String text, String part) {
        if (part.isEmpty()) {
            return;
        }
        int at = 0;
        while ((at = text.indexOf(part, at)) >= 0) { // bound: size(text) + 1
            at += part.length();
        }
    }

    static void eachPlaceByALengthThatMayBeNothing(String text, String part) {
        int at = 0;
        while ((at = text.indexOf(part, at)) >= 0) { // unbounded
            at += part.length();
        }
    }

    static void eachPlaceByAConstantsLength(String text) {
        String mark = "ab";
        int at = 0;
        while ((at = text.indexOf(mark, at)) != -1) { // bound: ceil(1/2 * size(text) + 0.5)
            at += mark.length();
        }
    }

    static void foundBefore(String text) {
        int at = text.indexOf(',');
        while (at >= 0) { // bound: size(text)
            work(at);
            at = text.indexOf(',', at + 1);
        }
    }

    static void foundBeforeByMinusOne(String text) {
        int at = text.indexOf("ab");
        while (at != -1) { // bound: ceil(1/2 * size(text))
            at = text.indexOf("ab", at + "ab".length());
        }
    }

    static void inAForLoop(String text) {
        for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) { // bound: size(text)
            work(at);
        }
    }

    static void fromTheEnd(String text) {
        int at = text.length();
        while ((at = text.lastIndexOf(',', at - 1)) >= 0) { // bound: size(text)
            work(at);
        }
    }

    static void searchedFromTheSamePlace(String text) {
        int at = 0;
        while ((at = text.indexOf(',', at)) >= 0) { // unbounded
            work(at);
        }
    }

    static void searchedFromTheStart(String text) {
        int at;
        while ((at = text.indexOf(',')) >= 0) { // unbounded
            work(at);
        }
    }

    static void steppedWhereNothingWasFound(String text) {
        int at = text.indexOf(',');
        while (at >= 0) { // unbounded
            at = text.indexOf(',', at + 1);
            at++;
        }
    }

    static void startsAgainWhereTheSecondIsMissing(String text) {
        int from = 0;
        while (true) { // unbounded
            int open = text.indexOf('(', from);
            if (open < 0) {
                break;
            }
            int close = text.indexOf(')', open);
            from = close + 1;
        }
    }

    static void searchedTwiceWithoutATest(String text) {
        int at = 0;
        while ((at = text.indexOf('(', at)) >= 0) { // unbounded
            at = text.indexOf(')', at) + 1;
        }
    }

    static void beginsAnywhere(String text, int at) {
        while (at >= 0) { // bound: max(size(text), 1)
            at = text.indexOf(',', at + 1);
        }
    }

    static void notFoundIsNotTheEnd(String text, BooleanSupplier works) {
        int at = 0;
        while (works.getAsBoolean()) { // unbounded
            at = text.indexOf(',', at + 1);
        }
    }

    static void goesBack(String text) {
        int at = 0;
        while ((at = text.indexOf(',', at)) >= 0) { // unbounded
            at--;
        }
    }

    static void anotherTextIsSearched(String text, String other) {
        int at = 0;
        while ((at = other.indexOf(',', at)) >= 0) { // bound: size(other)
            at++;
        }
    }

    static List<String> splitByHand(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int end;
        while ((end = text.indexOf(',', start)) >= 0) { // bound: size(text)
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    static String between(String text) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (true) { // bound: ceil(1/2 * size(text)) + 1
            int open = text.indexOf('(', from);
            if (open < 0) {
                break;
            }
            int close = text.indexOf(')', open + 1);
            if (close < 0) {
                break;
            }
            result.append(text, open + 1, close);
            from = close + 1;
        }
        return result.toString();
    }

    static void theTextGetsShorter(String text) {
        int at;
        while ((at = text.indexOf(',')) >= 0) { // bound: size(text)
            text = text.substring(at + 1);
        }
    }

    static void theTextStays(String text) {
        int at;
        while ((at = text.indexOf(',')) >= 0) { // unbounded
            text = text.substring(at);
        }
    }

    static void shorterByOne(String text) {
        while (!text.isEmpty()) { // bound: size(text)
            text = text.substring(1);
        }
    }

    static void shorterAtTheEnd(String text) {
        while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') { // bound: size(text)
            text = text.substring(0, text.length() - 1);
        }
    }

    static void endsWith(String text) {
        while (text.endsWith(" ")) { // bound: size(text)
            text = text.substring(0, text.length() - 1);
        }
    }

    static void startsWith(String text) {
        while (text.startsWith(" ")) { // bound: size(text)
            text = text.substring(1);
        }
    }

    static void replacedUntilItIsGone(String text) {
        while (text.contains("aa")) { // unbounded
            text = text.replace("aa", "a");
        }
    }

    // ---- texts that grow

    static String padded(String text, int n) {
        StringBuilder builder = new StringBuilder(text);
        while (builder.length() < n) { // bound: [n - size(text)]
            builder.append(' ');
        }
        return builder.toString();
    }

    static String paddedByALiteral(int n) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // bound: ceil(1/2 * n)
            builder.append("ab");
        }
        return builder.toString();
    }

    static String paddedInAFor(int n) {
        StringBuilder builder = new StringBuilder();
        for (; builder.length() < n; builder.append('x')) { // bound: n
            work(1);
        }
        return builder.toString();
    }

    static String paddedInFront(String text, int n) {
        StringBuilder builder = new StringBuilder(text);
        while (builder.length() < n) { // bound: [n - size(text)]
            builder.insert(0, '0');
        }
        return builder.toString();
    }

    static String paddedByANumber(int n, int number) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // bound: n
            builder.append(number);
        }
        return builder.toString();
    }

    static String paddedByAChain(int n) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // bound: ceil(1/2 * n)
            builder.append('a').append('b');
        }
        return builder.toString();
    }

    static String mayAppendNothing(int n, String part) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // unbounded
            builder.append(part);
        }
        return builder.toString();
    }

    static String appendsOnOnePath(int n, BooleanSupplier works) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // unbounded
            if (works.getAsBoolean()) {
                builder.append('a');
            }
        }
        return builder.toString();
    }

    static String takesAwayAgain(int n) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // unbounded
            builder.append('a');
            builder.setLength(0);
        }
        return builder.toString();
    }

    static String deletesAgain(int n, BooleanSupplier works) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // unbounded
            builder.append('a');
            if (works.getAsBoolean()) {
                builder.deleteCharAt(0);
            }
        }
        return builder.toString();
    }

    static String aliasDeletes(int n, BooleanSupplier works) {
        StringBuilder builder = new StringBuilder();
        StringBuilder same = builder;
        while (builder.length() < n) { // unbounded
            builder.append('a');
            if (works.getAsBoolean()) {
                same.setLength(0);
            }
        }
        return builder.toString();
    }

    static String shortened(String text) {
        StringBuilder builder = new StringBuilder(text);
        while (builder.length() > 3) { // bound: max(0, size(text) - 3)
            builder.deleteCharAt(builder.length() - 1);
        }
        return builder.toString();
    }

    static String shortenedBySetLength(String text) {
        StringBuilder builder = new StringBuilder(text);
        while (builder.length() > 0) { // bound: size(text)
            builder.setLength(builder.length() - 1);
        }
        return builder.toString();
    }

    static String concatenated(int n) {
        String text = "";
        while (text.length() < n) { // bound: n
            text += "x";
        }
        return text;
    }

    static String concatenatedInFront(String text, int n) {
        while (text.length() < n) { // bound: [n - size(text)]
            text = "0" + text;
        }
        return text;
    }

    static String lengthenedAgain(String text) {
        StringBuilder builder = new StringBuilder(text);
        while (builder.length() > 0) { // unbounded
            builder.setLength(5);
            builder.deleteCharAt(0);
        }
        return builder.toString();
    }

    static String replacedByLess(int n) {
        StringBuilder builder = new StringBuilder();
        while (builder.length() < n) { // unbounded
            builder.append('a');
            builder.replace(0, 1, "");
        }
        return builder.toString();
    }

    static String aChainMovesTheLimitAway() {
        StringBuilder builder = new StringBuilder("ab");
        for (int i = 0; i < builder.length(); i += 2) { // unbounded
            builder.append('a').append('b');
        }
        return builder.toString();
    }

    static String concatenatedWithNothing(int n, String part) {
        String text = "";
        while (text.length() < n) { // unbounded
            text += part;
        }
        return text;
    }

    private static void work(int i) {}
}
