package example;

import java.util.List;

/** Adds up. */
public final class Invoice {

    private final List<Integer> cents;

    public Invoice(List<Integer> cents) {
        this.cents = cents;
    }

    public int total() {
        int total = 0;
        for (int price : cents) {
            total += price;
        }
        return total;
    }
}
