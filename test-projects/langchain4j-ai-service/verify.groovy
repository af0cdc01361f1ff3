import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, 'target/agentcost/agentcost.json'))
def log = new File(basedir, 'build.log').text

assert report.findings.empty
def loop = report.sites.find { it.kind == 'framework-loop' }
assert loop.file == 'src/main/java/example/WeatherDesk.java'
assert loop.driver == 'framework' && loop.bound.kind == 'finite'
assert loop.contains == [model: true, tool: true]
assert loop.context.growth == 'windowed'

// LangChain4j allows 100 round trips by default, and pays for one request more before it gives up.
def ask = report.entryPoints.find { it.method == 'WeatherDesk#ask' }
assert ask.cost.modelCalls.value == 101
assert ask.cost.toolCalls.value >= 100
assert log.contains('worst entry point WeatherDesk#ask: 101 model calls')
