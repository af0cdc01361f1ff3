import groovy.json.JsonSlurper

def report = { String module -> new JsonSlurper().parse(new File(basedir, "$module/target/agentcost/agentcost.json")) }
def log = new File(basedir, 'build.log').text

def file = 'agent/src/main/java/example/agent/Translator.java'
def loop = 1 + new File(basedir, file).readLines().findIndexOf { it.contains('while (!model.chat') }

assert report('orders').findings.empty
assert report('orders').coverage.files.parsed == 0
assert report('agent').findings.collect { [it.rule, it.file, it.line] } == [['unbounded-loop', file, loop]]

assert log.contains("agentcost: no Java sources in ${basedir.canonicalPath}, nothing to analyse")
assert log =~ /orders .* SUCCESS/
assert log =~ /agent .* FAILURE/

// As one, what another module calls is no entry point, and what it costs is seen through the call.
def whole = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
assert whole.findings.collect { [it.rule, it.file, it.line] } == [['unbounded-loop', file, loop]]
assert whole.entryPoints.collect { it.method } == ['Desk#answer']
assert whole.entryPoints[0].file == 'desk/src/main/java/example/desk/Desk.java'
assert whole.entryPoints[0].cost.modelCalls.growth == 'O(n^2)'

assert log.contains('agentcost: agentcost-baseline.txt knows 1 finding and the cost of 1 entry point')
assert new File(basedir, 'agentcost-baseline.txt').text.contains('entry example.desk.Desk#answer(java.util.List) | modelCalls O(n^2) ~')

assert new File(basedir, 'agent/agentcost-baseline.txt').text.contains('finding unbounded-loop Translator#translate ')
