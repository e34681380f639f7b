package dev.mimo.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether only this user can have written a file, or can put one into a folder; where the file system has owners.
final class OwnerCheck {
    private OwnerCheck() {}

    /// What is wrong with it, completing "X …"; absent when nothing is.
    static @Nullable String problem(Path path) {
        try {
            if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return null;
            }
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            String owner = attributes.owner().getName();
            Set<PosixFilePermission> allowed = attributes.permissions();
            // where each user has a group of its own, as on Debian, that group is the user
            boolean byGroup = allowed.contains(PosixFilePermission.GROUP_WRITE)
                    && !attributes.group().getName().equals(owner);
            if (byGroup || allowed.contains(PosixFilePermission.OTHERS_WRITE)) {
                return "can be changed by other users";
            }
            return isOurs(owner) ? null : "belongs to the user " + owner;
        } catch (IOException unreadable) {
            return "cannot be looked at: " + unreadable.getMessage();
        }
    }

    /// Root may use what belongs to others, as containers do with what is mounted into them; and a user without a name
    /// cannot be compared.
    private static boolean isOurs(String owner) {
        String self = Objects.requireNonNullElse(System.getProperty("user.name"), "?");
        return self.equals(owner) || self.equals("root") || self.equals("?") || owner.equals("root");
    }
}
