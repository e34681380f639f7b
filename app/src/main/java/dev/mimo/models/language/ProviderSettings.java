package dev.mimo.models.language;

import dev.mimo.models.EndpointSettings;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A provider of language models.
///
/// @param name by which callers may ask for it, 1 to 64 characters: letters, digits and `. _ -`
/// @param baseUrl what its paths are below; absent for the kind's own
/// @param model that is asked, whatever callers name; absent: the one they name
/// @param apiKey absent where it wants none
public record ProviderSettings(String name, ProviderKind kind, @Nullable String baseUrl, @Nullable String model,
        EndpointSettings.@Nullable Key apiKey) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MODEL_CHARS_MAX = 256;

    public ProviderSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a provider has 1 to 64 letters, digits and . _ -");
        }
        if (baseUrl != null) {
            URI _ = address(baseUrl);
        }
        if (model != null && (model.isBlank() || model.length() > MODEL_CHARS_MAX)) {
            throw new IllegalArgumentException("the model of " + name + " has 1 to " + MODEL_CHARS_MAX
                    + " characters");
        }
    }

    /// Without a slash at its end.
    String base() {
        String said = baseUrl == null ? kind.usualAddress() : baseUrl;
        return said.endsWith("/") ? said.substring(0, said.length() - 1) : said;
    }

    /// Where neither the settings nor a caller names one.
    String usualModel() {
        return base().contains("//openrouter.ai/") ? "openrouter/auto" : kind.usualModel();
    }

    String key() {
        return apiKey == null ? "" : apiKey.value();
    }

    private static URI address(String url) {
        URI address = URI.create(url);
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))
                || address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "base_url is an http or https URL without a user, a query and a fragment");
        }
        return address;
    }
}
