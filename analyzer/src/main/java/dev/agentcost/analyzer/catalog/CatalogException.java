package dev.agentcost.analyzer.catalog;

/** A catalogue file that cannot be used; the message names file, line, what is wrong and what to write instead. */
public final class CatalogException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the error with its complete message. */
    public CatalogException(String message) {
        super(message);
    }
}
