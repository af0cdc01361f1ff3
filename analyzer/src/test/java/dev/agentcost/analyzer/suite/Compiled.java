package dev.agentcost.analyzer.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes compiled from source in memory. */
final class Compiled extends ClassLoader {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private Compiled() {
        super(Probe.class.getClassLoader());
    }

    /** Compiles sources, by class name. */
    static Compiled of(Map<String, String> sources) {
        Compiled loader = new Compiled();
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(entry -> (JavaFileObject) new Source(entry.getKey(), entry.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        try (JavaFileManager standard = JAVAC.getStandardFileManager(null, null, null);
                JavaFileManager manager = loader.new Memory(standard)) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-g:none", "-cp", System.getProperty("java.class.path"));
            if (!JAVAC.getTask(messages, manager, null, options, null, files).call()) {
                throw new IllegalStateException("does not compile:\n" + messages);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return loader;
    }

    Class<?> load(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        Memory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
