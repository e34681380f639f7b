package dev.mimo.mcp.schema;

/// The bounds of schema checks.
///
/// @param compiledMax schemas that are kept ready
/// @param schemaNodesMax values in one schema, counted at every depth
/// @param problemsMax problems told of one value
/// @param patternStepsMax characters that the patterns of one check may look at, again and again included
public record SchemaSettings(int compiledMax, int schemaNodesMax, int problemsMax, int patternStepsMax) {
    public SchemaSettings {
        if (compiledMax < 1 || schemaNodesMax < 1 || problemsMax < 1 || patternStepsMax < 1) {
            throw new IllegalArgumentException("a bound of the schema checks is below 1");
        }
    }

    public static SchemaSettings defaults() {
        return new SchemaSettings(512, 20_000, 8, 2_000_000);
    }
}
