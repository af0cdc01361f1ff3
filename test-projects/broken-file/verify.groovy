import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def draft = 'src/main/java/example/Draft.java'

assert report.findings.empty
assert report.coverage.files.failed.size() == 1
def failed = report.coverage.files.failed[0]
assert failed.file == draft
assert failed.reason.contains(line(draft, 'What was I').toString())
assert log.contains("agentcost: not read whole: ${new File(basedir, draft).canonicalPath}: ${failed.reason}")

// Nothing else is lost.
def shorten = report.entryPoints.find { it.method == 'Summarizer#shorten' }
assert shorten.cost.modelCalls.value == 3
