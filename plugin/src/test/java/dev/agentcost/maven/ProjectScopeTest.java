package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectScopeTest {

    @TempDir
    Path folder;

    @Test
    void takesSourceRootsAndClassesThatAreThere() throws IOException {
        MavenProject project = project(folder);
        Path main = Files.createDirectories(folder.resolve("src/main/java"));
        Path tests = Files.createDirectories(folder.resolve("src/test/java"));
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        project.addCompileSourceRoot(main.toString());
        project.addCompileSourceRoot(folder.resolve("src/gone/java").toString());
        project.addTestCompileSourceRoot(tests.toString());

        Scope scope = new ProjectScope(project, null).scope(false);

        assertThat(scope.module()).isEqualTo("org.example:" + folder.getFileName());
        assertThat(scope.sources()).containsExactly(main);
        assertThat(scope.classesDirectories()).containsExactly(classes);
        assertThat(scope.baseDirectory()).isEqualTo(folder);
        assertThat(new ProjectScope(project, null).scope(true).sources()).containsExactly(main, tests);
    }

    @Test
    void takesJarsAndVersionsOfWhatIsCompiledAgainst() throws IOException {
        MavenProject project = project(folder);
        Path jar = Files.createFile(folder.resolve("core.jar"));
        Artifact resolved = artifact("langchain4j-core", "1.19.0");
        resolved.setFile(jar.toFile());
        DefaultArtifactHandler poms = new DefaultArtifactHandler("pom");
        poms.setAddedToClasspath(false);
        Artifact bundle = new DefaultArtifact(
                "dev.langchain4j", "langchain4j-bundle", "1.19.0", Artifact.SCOPE_COMPILE, "pom", null, poms);
        bundle.setFile(Files.createFile(folder.resolve("bundle.pom")).toFile());
        project.setResolvedArtifacts(Set.of(resolved, bundle));
        project.setArtifactFilter(artifact -> true);

        Scope scope = new ProjectScope(project, null).scope(false);

        assertThat(scope.classPath()).containsExactly(jar);
        assertThat(scope.artifactVersions()).containsEntry("langchain4j-core", "1.19.0");
    }

    @Test
    void pathsOfAModuleAreToldFromTheDirectoryOfTheWhole() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("modules/agent"));
        MavenProject root = project(folder);
        MavenProject module = project(directory);

        assertThat(base(module, root)).isEqualTo(folder);

        // Also where the module is built alone.
        module.setParent(root);
        assertThat(base(module, module)).isEqualTo(folder);
    }

    @Test
    void aParentInAnotherPlaceIsNotTheWhole() throws IOException {
        MavenProject parent = project(Files.createDirectories(folder.resolve("parent")));
        MavenProject module = project(Files.createDirectories(folder.resolve("agent")));
        module.setParent(parent);

        assertThat(base(module, module)).isEqualTo(folder.resolve("agent"));
        assertThat(base(module, parent)).isEqualTo(folder.resolve("agent"));
    }

    private static Path base(MavenProject module, MavenProject topLevel) {
        return new ProjectScope(module, topLevel).scope(false).baseDirectory();
    }

    private static MavenProject project(Path directory) {
        Model model = new Model();
        model.setGroupId("org.example");
        model.setArtifactId(directory.getFileName().toString());
        Build build = new Build();
        build.setOutputDirectory(directory.resolve("target/classes").toString());
        build.setTestOutputDirectory(directory.resolve("target/test-classes").toString());
        model.setBuild(build);
        MavenProject project = new MavenProject(model);
        project.setFile(directory.resolve("pom.xml").toFile());
        return project;
    }

    private static Artifact artifact(String id, String version) {
        return new DefaultArtifact("dev.langchain4j", id, version, Artifact.SCOPE_COMPILE, "jar", null, jars());
    }

    private static DefaultArtifactHandler jars() {
        DefaultArtifactHandler jars = new DefaultArtifactHandler("jar");
        jars.setAddedToClasspath(true);
        return jars;
    }
}
