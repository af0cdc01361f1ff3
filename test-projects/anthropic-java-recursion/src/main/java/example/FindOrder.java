package example;

/** The arguments of the tool that the model may call. */
public final class FindOrder {
    public String number;
}
