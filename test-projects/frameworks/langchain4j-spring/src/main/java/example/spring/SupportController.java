package example.spring;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the world calls. */
@RestController
public class SupportController {

    private final SupportAgent agent;
    private final Assistant assistant;

    public SupportController(SupportAgent agent, Assistant assistant) {
        this.agent = agent;
        this.assistant = assistant;
    }

    @GetMapping("/support")
    public String support(@RequestParam String question) { // calls: 101
        return agent.answer(question);
    }

    @PostMapping("/chat")
    public String chat(@RequestParam String user, @RequestBody String message) { // calls: maxRounds + 1 = 13
        return assistant.chat(user, message);
    }
}
