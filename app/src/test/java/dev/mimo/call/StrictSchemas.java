package dev.mimo.call;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The validator as JSON Schema 2020-12 has it when nothing is left to taste: formats are asserted, and patterns mean
/// what they mean in ECMA-262.
public final class StrictSchemas {
    private static final String ECMA_SPACE = "\\t-\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    public static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true)
                    .regularExpressionFactory(regex -> {
                        Pattern pattern = Pattern.compile(regex.replace("\\S", "[^" + ECMA_SPACE + "]")
                                .replaceFirst("\\$$", "\\\\z"));
                        return text -> pattern.matcher(text).find();
                    }).build()));

    private StrictSchemas() {}

    /// Whether the document is valid. The validator cannot take whole numbers beyond every `long`, none of which is.
    public static boolean accepts(Schema schema, JsonNode document) {
        try {
            return schema.validate(document).isEmpty();
        } catch (JacksonException tooLarge) {
            return false;
        }
    }
}
