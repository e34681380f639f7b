package dev.mimo.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a record's shape, by which the record's maker asks for its value.
///
/// @param <V> `@Nullable` where the field may be absent
/// @param place among the values of the record
public record Field<V extends @Nullable Object>(int place) {
    @SuppressWarnings({"unchecked", "NullAway"}) // the shape that made the field put a V, or its absence, at its place
    V in(List<@Nullable Object> values) {
        return (V) values.get(place);
    }
}
