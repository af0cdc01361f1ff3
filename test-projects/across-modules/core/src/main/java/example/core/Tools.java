package example.core;

/** What the agent may run. */
public interface Tools {

    String run(String name, String arguments);
}
