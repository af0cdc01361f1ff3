import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def file = 'src/main/java/example/ReActAgent.java'
def loop = line(file, 'while (true)')

assert report.findings.collect { [it.rule, it.file, it.line] } as Set ==
        [['unbounded-loop', file, loop], ['unpruned-context', file, loop]] as Set
assert report.findings.every { it.level == 'error' && it.levers }

def site = report.sites.find { it.line == loop }
assert site.driver == 'model' && site.bound.kind == 'unbounded' && site.bound.value == null
assert site.contains == [model: true, tool: true]
assert site.context.growth == 'linear'
assert site.callPath.any { it.contains("$file:${line(file, 'model.chat(')}") }

def answer = report.entryPoints.find { it.method == 'ReActAgent#answer' }
assert answer.cost.modelCalls.growth == 'O(n)' && answer.cost.modelCalls.value == null
assert answer.cost.inputTokens.growth == 'O(n^2)' && answer.cost.inputTokens.value == null

// What an IDE makes clickable, and what Maven says at the end.
assert log.contains("[ERROR] ${new File(basedir, file).canonicalPath}:[$loop,9] unbounded-loop")
assert log.contains("agentcost: 2 findings, the first at $file:$loop: unbounded-loop")
assert new File(basedir, 'target/agentcost/agentcost.sarif').text.contains('"codeFlows"')

def page = new File(basedir, 'target/agentcost/agentcost.html').text
assert report.findings.every { page.contains("id=\"finding-${it.fingerprint}\"") }
assert page.contains('The check fails') && page.contains('<mark><i>' + loop + '</i>        while (true) {')
