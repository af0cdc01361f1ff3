package example;

import dev.langchain4j.agent.tool.Tool;

/** What the assistant may call. */
public final class WeatherTools {

    @Tool("The temperature in a city, in degrees Celsius")
    public int temperature(String city) {
        return city.length() + 10;
    }
}
