package dev.mimo.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lists of tags that versions have, each distinct list once, and in which of them a tag occurs.
final class TagListDictionary {
    private final ValueDictionary<List<String>> lists = new ValueDictionary<>();
    private final Map<String, List<Integer>> listsOf = new HashMap<>();
    private long occurrences;

    /// The number of the list, which is added when it is new.
    int number(List<String> tags) {
        int known = lists.size();
        int number = lists.number(tags);
        if (number == known) {
            tags.forEach(tag -> listsOf.computeIfAbsent(tag, _ -> new ArrayList<>()).add(number));
            occurrences += tags.size();
        }
        return number;
    }

    /// The numbers of the lists that have at least one of the tags.
    BitSet withAnyOf(Collection<String> tags) {
        BitSet found = new BitSet();
        for (String tag : tags) {
            listsOf.getOrDefault(tag, List.of()).forEach(found::set);
        }
        return found;
    }

    long bytes() {
        return lists.bytes(64) + occurrences * 96;
    }
}
