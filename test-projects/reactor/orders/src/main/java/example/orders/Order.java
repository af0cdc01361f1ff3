package example.orders;

/** What a customer wants. */
public record Order(String number, String text) {}
