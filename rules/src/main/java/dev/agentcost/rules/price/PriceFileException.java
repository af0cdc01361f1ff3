package dev.agentcost.rules.price;

/** A file of prices that cannot be used; the message says where, what is wrong and what to write instead. */
public final class PriceFileException extends Exception {

    private static final long serialVersionUID = 1L;

    PriceFileException(String message) {
        super(message);
    }
}
