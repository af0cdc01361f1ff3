import groovy.json.JsonSlurper

// A comment behind a method says what one call of it costs, one behind anything else says what repeats there:
//   String ask(String question) { // calls: 101
//   AiServices.builder(Assistant.class) // site: framework-loop 100, linear; unpruned-context
// Where modules share their sources, each with another version of a library, the comment has a part for each of them.
def modules = (new File(basedir, 'pom.xml').text =~ /<module>(.*?)<\/module>/).collect { it[1] }
def sources = modules.collectEntries { module ->
    def shared = new File(basedir, "$module/pom.xml").text =~ /<sourceDirectory>\.\.\/(.*?)<\/sourceDirectory>/
    [module, shared ? shared[0][1] : "$module/src/main/java" as String]
}

def plain = { String formula -> formula.replace('[', '').replace(']', '') }
def expected = { String comment, int at -> def parts = comment.split(/ \| /); parts.length == 1 ? parts[0] : parts[at] }

def wrong = []
def checked = 0
modules.each { module ->
    def report = new JsonSlurper().parse(new File(basedir, "$module/target/agentcost/agentcost.json"))
    assert report.coverage.files.failed.empty
    assert report.coverage.problems.empty
    def at = modules.findAll { sources[it] == sources[module] }.indexOf(module)
    new File(basedir, sources[module]).eachFileRecurse { file ->
        if (!file.name.endsWith('.java')) {
            return
        }
        def name = basedir.toPath().relativize(file.toPath()).toString().replace('\\', '/')
        file.readLines().eachWithIndex { text, index ->
            def here = { it.file == name && it.line == index + 1 }
            def calls = report.entryPoints.findAll(here).collect { entry ->
                def cost = entry.cost.modelCalls
                cost.value == null
                        ? 'no limit'
                        : cost.formula.isNumber() || cost.formula.contains('toolCallsPerAnswer')
                                ? cost.value as String
                                : "${plain(cost.formula)} = $cost.value" as String
            }.join(' and ')
            def rules = report.findings.findAll(here).collect { it.rule }.unique().sort()
            def sites = report.sites.findAll(here).collect { site ->
                def bound = site.bound.kind == 'unbounded' ? 'no limit'
                        : site.bound.kind == 'symbolic' ? "${plain(site.bound.formula)} = $site.bound.value"
                        : plain(site.bound.formula)
                "$site.kind $bound, $site.context.growth" as String
            }.join(' and ')
            if (sites && rules) {
                sites += '; ' + rules.join(', ')
            }
            def saidCalls = (text =~ / \/\/ calls: (.*?)(?= \/\/ |$)/).collect { it[1] }
            def saidSites = (text =~ / \/\/ site: (.*?)(?= \/\/ |$)/).collect { it[1] }
            [[saidCalls, calls], [saidSites, sites]].each { said, found ->
                def meant = said ? expected(said[0], at) : ''
                checked += said ? 1 : 0
                // The number that a symbol has is said where it is the code's or the configuration's own.
                def shown = meant.contains(' = ') ? found : found.replaceAll(/ = \d+/, '')
                if ((meant == 'none' ? '' : meant) != shown) {
                    wrong << "$module: $name:${index + 1}: expected '$meant', found '$shown'"
                }
            }
        }
    }
}
assert wrong.empty : wrong.join('\n')
assert checked > 200

// The same source, with a library of another version: the derivation says which one it went by.
def why = { module ->
    def report = new JsonSlurper().parse(new File(basedir, "$module/target/agentcost/agentcost.json"))
    report.sites.collectMany { it.derivation*.text }
}
assert "no limit is set; the library's default is 10 turns in langchain4j 0.31.0" in why('langchain4j-0.31')
assert "no limit is set; the library's default is 100 turns in langchain4j 0.36.2" in why('langchain4j-0.36')
assert 'no limit is set, and the library has none of its own in spring-ai-model 1.1.8' in why('spring-ai-1.1')
assert "no limit is set; the library's default is 150 turns in spring-ai-model 2.0.1" in why('spring-ai-2.0')
