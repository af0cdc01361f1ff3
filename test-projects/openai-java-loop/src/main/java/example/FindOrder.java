package example;

import com.fasterxml.jackson.annotation.JsonClassDescription;

/** The arguments of the tool that the model may call. */
@JsonClassDescription("Finds an order by its number")
public final class FindOrder {
    public String number;
}
