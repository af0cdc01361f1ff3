// The comparison is the project's own test; here only that it ran, and with how many agents.
def log = new File(basedir, 'build.log').text

assert log.contains('| agent | turns | model calls | tool calls | input tokens | output tokens |')
def agents = log.readLines().findAll { it ==~ /\| \w+#\w+ \| 40 \|.*/ }
assert agents.size() >= 16
