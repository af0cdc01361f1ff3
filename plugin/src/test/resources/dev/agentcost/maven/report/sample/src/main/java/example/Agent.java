package example;

class Agent {
    String answer(String question) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(question));
	while (true) {
            AiMessage answer = model.chat(messages).aiMessage();
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            messages.addAll(tools.run(answer));
        }
    }
}
