package dev.mimo.conformance;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.model.ResourceTemplate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class FixtureResources implements ResourceProvider {
    private static final String TEXT = "test://static-text";
    private static final String BINARY = "test://static-binary";
    private static final String WATCHED = "test://watched-resource";
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override
    public Page list(@Nullable String cursor, int limit, CallContext context) {
        return new Page(List.of(definition(TEXT, "text/plain"), definition(BINARY, "image/png"),
                definition(WATCHED, "text/plain")), null);
    }

    private static ResourceDefinition definition(String uri, String mimeType) {
        return new ResourceDefinition(uri, uri.substring("test://".length()), null, "A fixture.", mimeType, null,
                ContentAnnotations.NONE);
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate("test://template/{id}/data", "template", null, "A fixture.",
                "application/json"));
    }

    @Override
    public List<ResourceBody> read(String uri, CallContext context) {
        Matcher template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            String id = template.group(1);
            return List.of(new ResourceBody.Text(uri, "application/json",
                    Fixture.json("{'templateTest':true}").put("id", id).put("data", "Data for ID: " + id)
                            .toString()));
        }
        return switch (uri) {
            case TEXT -> List.of(new ResourceBody.Text(uri, "text/plain",
                    "This is the content of the static text resource."));
            case BINARY -> List.of(new ResourceBody.Blob(uri, "image/png", Fixture.PNG));
            case WATCHED -> List.of(new ResourceBody.Text(uri, "text/plain", "Watch this."));
            default -> List.of();
        };
    }

    @Override
    public Duration fresh() {
        return Duration.ofSeconds(5);
    }
}
