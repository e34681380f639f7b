package dev.mimo.door.http;

/// A secret that opens the door. Never printed.
///
/// @param value 1 to 512 visible ASCII characters
public record ApiKey(String value) {
    public ApiKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 127);
        if (value.isEmpty() || value.length() > 512 || !visible) {
            throw new IllegalArgumentException("a key has 1 to 512 visible ASCII characters and no spaces");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
