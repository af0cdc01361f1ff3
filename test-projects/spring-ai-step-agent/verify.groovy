import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

/** The line of the file on which the text stands first. */
def line = { String file, String text -> 1 + new File(basedir, file).readLines().findIndexOf { it.contains(text) } }

def file = 'src/main/java/example/BaseAgent.java'
def loop = line(file, 'while (currentStep < maxSteps')

assert report.findings.collect { [it.rule, it.file, it.line] } == [['unpruned-context', file, loop]]

def site = report.sites.find { it.file == file && it.line == loop }
assert site.driver == 'counter' && site.bound.kind == 'symbolic' && site.bound.formula.contains('maxSteps')
assert site.contains.model
assert site.context.growth == 'linear'
assert site.callPath.any { it.contains('ToolAgent.java') }

def run = report.entryPoints.find { it.method == 'BaseAgent#run' }
assert run.cost.modelCalls.growth == 'O(n)'
assert run.cost.inputTokens.growth == 'O(n^2)'
