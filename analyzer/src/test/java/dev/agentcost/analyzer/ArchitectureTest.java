package dev.agentcost.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Data flows one way: this is the list of rooms it passes, and the test that nobody walks back. */
@AnalyzeClasses(packages = "dev.agentcost.analyzer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.agentcost.analyzer";

    /** The stages in order: a stage may use itself and those before it. */
    private static final List<List<String>> STAGES = List.of(
            packages("cost", "catalog", "ir"),
            packages("source"),
            packages("resolve", "form"),
            packages("result"),
            packages("lower", "flow", "callgraph", "bytecode"),
            packages("bound"),
            packages("summary"),
            List.of(ROOT));

    @ArchTest
    static void laterStagesUseEarlierOnes(JavaClasses analyzer) {
        for (int stage = 0; stage < STAGES.size() - 1; stage++) {
            noClasses()
                    .that()
                    .resideInAnyPackage(array(STAGES.get(stage)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(array(flatten(STAGES.subList(stage + 1, STAGES.size()))))
                    .because("data flows one way, in the order of STAGES")
                    .allowEmptyShould(true)
                    .check(analyzer);
        }
    }

    @ArchTest
    static void foundationsAreIndependentOfEachOther(JavaClasses analyzer) {
        List<String> foundations = STAGES.get(0);
        for (String foundation : foundations) {
            List<String> others =
                    foundations.stream().filter(p -> !p.equals(foundation)).toList();
            noClasses()
                    .that()
                    .resideInAPackage(foundation)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(array(others))
                    .because("each of the first stage's packages is understood alone")
                    .allowEmptyShould(true)
                    .check(analyzer);
        }
    }

    @ArchTest
    static final ArchRule everyPackageHasItsStage = classes()
            .should()
            .resideInAnyPackage(array(flatten(STAGES)))
            .because("a package outside STAGES would escape the rules above: add it there")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule knowsNoMaven = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..")
            .because("only the plugin talks to Maven")
            .allowEmptyShould(true);

    private static List<String> packages(String... names) {
        return Stream.of(names).map(name -> ROOT + "." + name + "..").toList();
    }

    private static List<String> flatten(List<List<String>> stages) {
        return stages.stream().flatMap(List::stream).toList();
    }

    private static String[] array(List<String> packages) {
        return packages.toArray(String[]::new);
    }
}
