import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

assert report.findings.empty
def site = report.sites.find { it.line == line('src/main/java/example/Repl.java', 'while (true)') }
assert site.driver == 'person'
assert site.contains.model
assert log.contains('agentcost: 1 file seen, 1 parsed')
