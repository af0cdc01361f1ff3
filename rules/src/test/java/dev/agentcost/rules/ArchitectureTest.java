package dev.agentcost.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.agentcost.rules", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoMaven = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..")
            .because("only the plugin talks to Maven")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule hasNoPackageCycles = slices().matching("dev.agentcost.rules.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);
}
