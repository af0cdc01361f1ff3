// Each module's own test compares; here only that they ran, and how many agents did.
def log = new File(basedir, 'build.log').text
assert log.readLines().findAll { it ==~ /\| \w+#\w+ \| \d+ \| \d+ \|.*/ }.size() >= 25
