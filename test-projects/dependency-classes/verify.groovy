import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'desk/target/agentcost/agentcost.json'))

// The jar has no lowered files: its classes say how often it asks.
assert !new File(basedir, 'agent/target/agentcost').exists()
assert report.entryPoints.collect { it.method } == ['Desk#answer']
assert report.entryPoints[0].cost.modelCalls.formula == '3 * [size of orders]'
assert report.coverage.files.parsed == 1

// Where it does is told by the jar, and nothing by the machine.
def text = new File(basedir, 'desk/target/agentcost/agentcost.json').text
assert text.contains('agent-1.jar!/example/agent/Translator.java')
assert report.findings.every { it.file.endsWith('example/desk/Desk.java') }
