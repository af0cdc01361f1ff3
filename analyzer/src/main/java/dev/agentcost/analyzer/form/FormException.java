package dev.agentcost.analyzer.form;

/** Bytes that are no form, or none that this version reads. The message ends a sentence that begins with the file's name. */
public final class FormException extends Exception {

    private static final long serialVersionUID = 1L;

    FormException(String message) {
        super(message);
    }
}
