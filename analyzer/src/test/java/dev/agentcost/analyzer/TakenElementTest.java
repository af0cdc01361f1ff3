package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of work whose elements are taken out and sent one by one. */
class TakenElementTest {

    private static final String WORK = """
            record Task(String text, int depth) {
                Task again() { return new Task(text, depth + 1); }
            }
            static class Node {
                final List<String> path;
                Node(List<String> path) { this.path = path; }
            }
            static class Talk { final List<ChatMessage> said = new ArrayList<>(); }
            private final Queue<String> inbox = new LinkedList<>();
            private String current = "";
            void put(String text) { inbox.add(text); }
            void run(String first, List<Talk> talks) {
                QUEUE
                String all = "";
                for (int turn = 0; turn < 50; turn++) { // HERE
                    TURN
                }
            }
            """;

    private static ContextGrowth.Kind growth(String queue, String turn) {
        return AgentSource.withMembers(WORK.replace("QUEUE", queue).replace("TURN", turn))
                .site()
                .context()
                .growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deque<String> queue = new ArrayDeque<>(); queue.add(first); | queue.add(model.chat(\"Do \" + queue.poll()));",
                "Queue<String> queue = new LinkedList<>(); queue.add(first); | queue.addAll(List.of(model.chat(queue.remove()).split(\",\")));",
                "Stack<String> queue = new Stack<>(); queue.push(first); | String text = queue.pop(); queue.push(model.chat(text));",
                "List<String> queue = new ArrayList<>(); queue.add(first); | String text = queue.remove(0); queue.add(model.chat(text));",
                "Deque<Task> queue = new ArrayDeque<>(); queue.add(new Task(first, 0)); | Task task = queue.poll();"
                        + " queue.add(new Task(model.chat(task.text()), task.depth() + 1));",
                "Deque<Task> queue = new ArrayDeque<>(); queue.add(new Task(first, 0)); | Task task = queue.poll();"
                        + " if (model.chat(task.text()).isEmpty()) { queue.add(task.again()); }",
                "Deque<String> queue = new ArrayDeque<>(); queue.add(first); | String text = queue.poll();"
                        + " if (model.chat(text).isEmpty()) { queue.addLast(text); }",
                "| put(model.chat(inbox.poll()));",
            })
    void anElementIsNoMoreThanWhatWasPutThere(String snippet) {
        int end = snippet.indexOf('|');
        assertThat(growth(snippet.substring(0, end), snippet.substring(end + 1)))
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // each holds the one before it
                "Deque<String> queue = new ArrayDeque<>(); queue.add(first); | String text = queue.poll(); queue.add(text + model.chat(text));",
                "Deque<Node> queue = new ArrayDeque<>(); queue.add(new Node(List.of(first))); | Node node = queue.poll();"
                        + " String answer = model.chat(node.path.toString()); List<String> path = new ArrayList<>(node.path); path.add(answer);"
                        + " queue.add(new Node(path));",
                "| current = inbox.poll(); put(current + model.chat(current));",
                // what waits is shown
                "Deque<String> queue = new ArrayDeque<>(); queue.add(first); | String text = queue.poll(); String answer = model.chat(text + queue);"
                        + " queue.add(answer); queue.add(answer);",
                // what was put there had grown already
                "Deque<String> queue = new ArrayDeque<>(); queue.add(first); | all = all + model.chat(queue.poll()); queue.add(all);",
                // what is put back has grown while it was out
                "Deque<Talk> queue = new ArrayDeque<>(talks); | Talk talk = queue.poll(); talk.said.add(model.chat(talk.said).aiMessage()); queue.add(talk);",
            })
    void oneThatIsMadeOfAnotherGrows(String snippet) {
        int end = snippet.indexOf('|');
        assertThat(growth(snippet.substring(0, end), snippet.substring(end + 1)))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static final String CACHE = """
            private final Map<String, String> texts = new HashMap<>();
            String all = "";
            String load(String name) { return "<" + name + ">"; }
            String at(String name) {
                LOOKUP
            }
            OTHER
            void run(List<String> names) {
                for (String name : names) { // HERE
                    TURN
                }
            }
            """;

    private static ContextGrowth.Kind cached(String snippet) {
        String[] parts = snippet.split("\\|", -1);
        return AgentSource.withMembers(CACHE.replace("LOOKUP", parts[0])
                        .replace("OTHER", parts[1])
                        .replace("TURN", parts[2]))
                .site()
                .context()
                .growth();
    }

    private static final String LOOKUP =
            "String text = texts.get(name); if (text == null) { text = load(name); texts.put(name, text); } return text;";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOOKUP + "||model.chat(at(name));",
                "return texts.computeIfAbsent(name, this::load);||model.chat(at(name));",
                "return texts.computeIfAbsent(name, key -> load(key));||model.chat(at(name) + name);",
                "String cached = texts.get(name); if (cached != null) { return cached; } String text = load(name);"
                        + " texts.put(name, text); return text;||model.chat(at(name));",
                "return texts.getOrDefault(\"last\", name);||texts.put(\"last\", model.chat(at(name)));",
                // an answer holds nothing of those before it
                "return texts.computeIfAbsent(name, key -> model.chat(key));||model.chat(at(name));",
            })
    void aTextOutOfACacheIsNoMoreThanWhatWasKeptThere(String snippet) {
        assertThat(cached(snippet)).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // each is made of the one before it
                "return texts.getOrDefault(name, \"\");||texts.put(name, at(name) + model.chat(at(name)));",
                "return texts.get(name);|void say(String key, String text) { String old = texts.get(key); texts.put(key, old + text); }"
                        + "|say(\"all\", model.chat(at(\"all\")));",
                // what is kept has grown already
                "return texts.get(name);|void keep(String key, String text) { if (texts.get(key) == null) { texts.put(key, text); } }"
                        + "|all = all + model.chat(at(name)); keep(name, all);",
                // kept under keys of the model's own, and read again key by key
                "StringBuilder text = new StringBuilder(); for (String key : texts.keySet()) { text.append(texts.get(key)); }"
                        + " return text.toString();||texts.put(name, model.chat(at(name)));",
                // all of them are sent
                LOOKUP + "||at(model.chat(String.join(\" \", texts.values())));",
                // merged with what was there
                "return texts.get(name);||texts.merge(\"all\", model.chat(at(\"all\")), String::concat);",
            })
    void notWhereItHoldsTheOnesBeforeItOrAllAreSent(String snippet) {
        assertThat(cached(snippet)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
