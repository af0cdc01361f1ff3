import groovy.json.JsonSlurper
import java.util.zip.ZipFile

def report = { String folder -> new JsonSlurper().parse(new File(basedir, "$folder/agentcost.json")) }
def work = { it.entryPoints.find { it.method == 'Inbox#work' } }

// what is known of the library travels in its jar
def jar = new ZipFile(new File(basedir, 'core/target/across-modules-core-1.jar'))
assert jar.getEntry('META-INF/agentcost/form.acf') != null
jar.close()

// what summarize lowered before the jar was packed, the check after it has not lowered again
def made = { new File(basedir, "core/target/$it").lastModified() }
assert made('agentcost/agentcost.forms') <= made('across-modules-core-1.jar')

// seen through the jar as through the sources, in one build and apart
def whole = work(report('target/agentcost'))
assert whole.cost.modelCalls.formula ==~ /8 \* .*questions.*/
assert whole.cost.inputTokens.growth == 'O(n)'
['app/target/apart', 'app/target/agentcost'].each { folder ->
    def app = report(folder)
    assert app.entryPoints.collect { it.method } == ['Inbox#work']
    assert work(app).cost == whole.cost
    // the library's own findings are told where it is built
    assert (app.findings + app.sites).every { it.file == 'app/src/main/java/example/app/Inbox.java' }
    assert app.findings.any { it.rule == 'budget-exceeded' }
}
assert report('core/target/agentcost').findings.collect { it.rule } == ['unpruned-context']

// places in the library are named by its jar, and are no files of the repository
def place = 'across-modules-core-1.jar!/example/core/ReActAgent.java'
def loop = 1 + new File(basedir, 'core/src/main/java/example/core/ReActAgent.java').readLines().findIndexOf { it.contains('for (int step') }
assert report('app/target/apart').graph.nodes.any { it.file == place && it.line == loop }
def sarif = new File(basedir, 'app/target/apart/agentcost.sarif').text
assert sarif.contains("\"fullyQualifiedName\": \"$place:$loop\"")
assert !(sarif =~ /"uri": "[^"]*!\//).find()
def log = new File(basedir, 'build.log').text
assert log.contains("at example.core.ReActAgent(ReActAgent.java:$loop) [across-modules-core-1.jar] loop of at most 8 turns")
