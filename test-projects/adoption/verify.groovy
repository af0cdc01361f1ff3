import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def target = new File(basedir, 'target/agentcost')
def log = new File(basedir, 'build.log').text

// Begin with what is there.
assert log.contains('To begin with what is there and fail only on what is new: mvn compile agentcost:baseline')
assert log.contains('agentcost-baseline.txt knows 2 findings and the cost of 1 entry point; commit it')
def baseline = new File(basedir, 'agentcost-baseline.txt').readLines().findAll { !it.startsWith('#') }
assert baseline == baseline.toSorted()
assert baseline.count { it.startsWith('finding ') } == 2
assert log.contains('agentcost: 2 findings are known from the baseline')

// Every format.
assert new JsonSlurper().parse(new File(target, 'agentcost.json')).findings.size() == 2
def results = new JsonSlurper().parse(new File(target, 'agentcost.sarif')).runs[0].results
assert results.collect { it.baselineState } == ['unchanged', 'unchanged']
assert new JsonSlurper().parse(new File(target, 'agentcost-gitlab.json')).size() == 2
assert new XmlSlurper().parse(new File(target, 'agentcost-checkstyle.xml')).file.size() == 0
assert new File(target, 'agentcost.md').text.contains('- 2 findings are known from the baseline')
assert new File(target, 'agentcost.html').text.contains('ReActAgent')

// Before and after.
def diff = new File(target, 'agentcost-diff.md').text
assert diff.contains('| `ReActAgent#answer` | model calls | **8** O(1)<br>`8` | no number O(n)<br>')
assert log.contains(diff.readLines().find { it.contains('ReActAgent#answer') })

// What another variant is worth.
def pareto = new File(target, 'pareto.md').text
assert pareto.contains('| `eight turns` | 70 % | **8** |')
assert pareto.contains('| `as it is` | 70 % | no limit (`eight turns`) |')
assert log.contains('Dominated in every dimension: `as it is`.')
assert new XmlSlurper().parse(new File(target, 'pareto.svg')).'**'.count { it.name() == 'circle' } == 12

// The site.
def page = new File(basedir, 'target/site/agentcost-report.html').text
assert page.contains('<h1>Entry points</h1>')
assert page.contains('ReActAgent#answer')
assert page.contains('href="agentcost.html"')
assert new File(basedir, 'target/site/agentcost.html').text.contains('ReActAgent')

// One clear error.
assert log.contains("broken.txt:2: 'findings' is none of 'assumption', 'entry' and 'finding', as a line begins; take the file"
        + ' from the last commit, or write it anew: mvn agentcost:baseline')
assert !log.contains('\tat ')
