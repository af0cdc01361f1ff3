import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def file = 'src/main/java/example/Researcher.java'
def loop = line(file, 'while (!answer.contains')

assert report.findings.collect { [it.rule, it.file, it.line] } as Set ==
        [['unbounded-loop', file, loop], ['unpruned-context', file, loop]] as Set
def site = report.sites.find { it.line == loop }
assert site.driver == 'model'
assert site.callPath.any { it.contains("$file:${line(file, 'http.send(')}") }
