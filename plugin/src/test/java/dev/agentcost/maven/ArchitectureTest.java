package dev.agentcost.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.agentcost.maven", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule reportsKnowNoMaven = noClasses()
            .that()
            .resideInAPackage("dev.agentcost.maven.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "dev.agentcost.maven")
            .because("what is written does not depend on what runs it");
}
