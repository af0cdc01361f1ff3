import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

assert report.findings.empty && report.sites.empty && report.entryPoints.empty
assert report.coverage.files == [failed: [], irrelevant: 1, parsed: 0, seen: 1]
assert log.contains('agentcost: 1 file seen, 0 parsed, 1 left out because they reach no model or tool')
