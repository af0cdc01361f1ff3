import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def file = 'src/main/java/example/OrderAgent.java'
def recursion = line(file, 'return converse(conversation);')

assert report.findings.any { it.rule == 'unbounded-recursion' && it.file == file && it.line == recursion }
assert report.findings.every { it.rule in ['unbounded-recursion', 'unpruned-context'] }

def site = report.sites.find { it.kind == 'recursion' }
assert site.line == recursion && site.driver == 'model' && site.bound.kind == 'unbounded'
assert site.contains.model
assert site.context.growth == 'linear'

def answer = report.entryPoints.find { it.method == 'OrderAgent#answer' }
assert answer.cost.modelCalls.growth == 'O(n)' && answer.cost.modelCalls.value == null
assert answer.cost.inputTokens.growth == 'O(n^2)'
