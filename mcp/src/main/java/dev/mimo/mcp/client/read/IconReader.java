package dev.mimo.mcp.client.read;

import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.Implementation;
import java.util.List;

/// What servers write for people to look at: icons, and who they are. What is wrong in it is left out.
public final class IconReader {
    private IconReader() {}

    /// @param fields what the icons stand for
    static List<Icon> icons(FieldReader fields) {
        return fields.listOrEmpty("icons").stream().map(node -> new FieldReader(node, "icon"))
                .filter(icon -> icon.maybeText("src") != null)
                .map(icon -> new Icon(icon.text("src"), icon.maybeText("mimeType"), icon.texts("sizes"),
                        icon.maybeText("theme")))
                .toList();
    }

    public static Implementation implementation(FieldReader fields) {
        return new Implementation(fields.text("name", ""), fields.text("version", ""), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("websiteUrl"), icons(fields));
    }
}
