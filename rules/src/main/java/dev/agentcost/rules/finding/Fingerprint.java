package dev.agentcost.rules.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a finding over time: of nothing that changes when lines or files move. */
public final class Fingerprint {

    /** Hex digits: 80 bits, so that two findings of one code base never meet by chance. */
    private static final int LENGTH = 20;

    private Fingerprint() {}

    /** The fingerprint of a finding that these parts tell from all others. */
    public static String of(String... parts) {
        byte[] digest = sha256().digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
