package example;

/** What the world calls. */
public class FriendController {

    private final Friend friend;

    public FriendController(Friend friend) {
        this.friend = friend;
    }

    public String chat(String message) { // calls: 101
        return friend.chat(message);
    }
}
