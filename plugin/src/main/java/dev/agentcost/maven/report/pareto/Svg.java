package dev.agentcost.maven.report.pareto;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A picture while it is written. Attributes are pairs of a name and a text or number. */
final class Svg {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private int depth;

    Svg() {
        try {
            xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("every JDK writes XML", e);
        }
    }

    private interface Writing {
        void write() throws XMLStreamException;
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text takes all that is written to it", e);
        }
    }

    void open(String element, Object... attributes) {
        write(() -> {
            line();
            xml.writeStartElement(element);
            attributes(attributes);
            depth++;
        });
    }

    void close() {
        write(() -> {
            depth--;
            line();
            xml.writeEndElement();
            xml.flush();
        });
    }

    void empty(String element, Object... attributes) {
        write(() -> {
            line();
            xml.writeEmptyElement(element);
            attributes(attributes);
        });
    }

    void text(String element, String content, Object... attributes) {
        write(() -> {
            line();
            xml.writeStartElement(element);
            attributes(attributes);
            xml.writeCharacters(printable(content));
            xml.writeEndElement();
        });
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters((depth == 0 ? "" : "\n") + " ".repeat(depth));
    }

    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            xml.writeAttribute(
                    attributes[i].toString(),
                    value instanceof Double number ? number(number) : printable(value.toString()));
        }
    }

    /** To a tenth of a pixel, the same on every machine. */
    static String number(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }

    /** Without what XML 1.0 cannot hold in any form. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return text + "\n";
    }
}
