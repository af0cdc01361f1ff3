package example;

/** Where orders are kept. */
public interface OrderBook {

    String find(String number);
}
