package dev.agentcost.maven.report;

import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code agentcost-checkstyle.xml}: the findings that the baseline does not know, in the form of Checkstyle, which Jenkins, reviewdog and
 * many editors read.
 */
public final class CheckstyleReport {

    /** The file's name. */
    public static final String FILE = "agentcost-checkstyle.xml";

    /** Of Checkstyle's format; readers look at no more than that it is there. */
    private static final String VERSION = "10.0";

    private CheckstyleReport() {}

    /** Writes the report into the folder. */
    public static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(FILE), text(report));
    }

    private static String text(Report report) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            xml.writeStartElement("checkstyle");
            xml.writeAttribute("version", VERSION);
            Map<String, List<Finding>> byFile = report.result().unknown().stream()
                    .collect(Collectors.groupingBy(
                            finding -> finding.location().file(), TreeMap::new, Collectors.toList()));
            for (Map.Entry<String, List<Finding>> file : byFile.entrySet()) {
                file(xml, file.getKey(), file.getValue());
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return text.append('\n').toString();
    }

    private static void file(XMLStreamWriter xml, String file, List<Finding> findings) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("file");
        xml.writeAttribute("name", file);
        for (Finding finding : findings) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement("error");
            xml.writeAttribute(
                    "line", Integer.toString(Math.max(finding.location().line(), 1)));
            xml.writeAttribute(
                    "column", Integer.toString(Math.max(finding.location().column(), 1)));
            xml.writeAttribute("severity", severity(finding.level()));
            xml.writeAttribute("message", printable(finding.message()));
            xml.writeAttribute("source", "agentcost." + finding.rule());
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static String severity(Level level) {
        return level == Level.NOTE ? "info" : level.key();
    }

    /** Without what XML 1.0 cannot hold in any form. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
