package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;

/** Checks documents against the schemas that say what they look like. */
public final class Schemas {

    private Schemas() {}

    public static void assertValid(String document, InputStream schema) {
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V7)
                        .getSchema(schema)
                        .validate(document, InputFormat.JSON))
                .isEmpty();
    }
}
