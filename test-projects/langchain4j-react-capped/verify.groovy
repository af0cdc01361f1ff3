import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def file = 'src/main/java/example/ReActAgent.java'

// its window counts messages, and nothing limits the length of a tool's result
assert report.findings.collect { [it.rule, it.level] } == [['unbounded-tool-result', 'note']]
def site = report.sites.find { it.line == line(file, 'for (int step') }
assert site.driver in ['constant', 'counter'] && site.bound.kind == 'finite' && site.bound.value == 8
assert site.context.growth == 'windowed'

def answer = report.entryPoints.find { it.method == 'ReActAgent#answer' }
assert answer.cost.modelCalls.value == 8
assert answer.cost.inputTokens.growth == 'O(1)' && answer.cost.inputTokens.value > 0

assert log.contains('agentcost: 1 file seen, 1 parsed')
assert log.contains('worst entry point ReActAgent#answer: 8 model calls')

// the second build was told to be quiet, and was: what is left are Maven's resets of the colour
def after = log.substring(log.lastIndexOf('Finished at: ')).readLines().drop(1)
def told = after.collect { it.replaceAll('\\u001B\\[[\\d;]*m', '') }
        .findAll { !it.blank && !it.startsWith('[INFO] ----') && !it.startsWith('Running post-build script') }
assert told == []
