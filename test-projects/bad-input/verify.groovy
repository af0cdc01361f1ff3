import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text

assert log.contains("POM, <budget> number 1 of <budgets>: modelCalls is negative: -5; write 0 or more")
assert log.contains("POM, <budget> number 1 of <budgets>: modelCalls is 'many', which is not a number")
assert log.contains("acme.yaml:5: 'model-cal' is not a key of a method; write 'model-call'")
assert log.contains("agentcost.sources names ${new File(basedir, 'nowhere')}, which is not there")
assert log.contains("agentcost.classpath names ${new File(basedir, 'missing.jar')}, which is not there")
assert !log.contains('\tat ')

// Without the class path nothing else is lost.
def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
assert report.findings.collect { it.rule } as Set == ['unbounded-loop', 'budget-exceeded'] as Set
