import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

assert report.findings.collect { it.rule } == ['unbounded-loop']
assert report.findings[0].file == 'app/src/main/java/example/Agent.java'
assert report.coverage.files.seen == 1
assert new File(basedir, 'target/agentcost/agentcost.html').text.contains("finding-${report.findings[0].fingerprint}")
assert log.contains('BUILD SUCCESS')
