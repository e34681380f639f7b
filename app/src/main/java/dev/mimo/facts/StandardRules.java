package dev.mimo.facts;

import dev.mimo.facts.FactRule.RuleKind;
import java.util.List;

/// The rules that hold in a namespace until it gets others: those of the standard predicates. Inverses that hold one
/// way only go through a predicate of their own: whatever is located in a place is contained by it, but what contains
/// something need not be where that is.
public final class StandardRules {
    /// The predicates that everybody knows; any other may be used as well.
    public static final List<String> PREDICATES = List.of("reports_to", "manages", "belongs_to", "member_of",
            "located_in", "contains", "adjacent_to", "requires", "depends_on", "provides", "is_a", "instance_of",
            "subclass_of", "precedes", "follows", "overlaps", "owns", "created_by", "authored_by");

    /// By which something has its types.
    public static final String TYPE = "instance_of";

    private static final List<FactRule> RULES = List.of(
            FactRule.of(RuleKind.TRANSITIVE, "reports_to"),
            FactRule.of(RuleKind.TRANSITIVE, "belongs_to"),
            FactRule.of(RuleKind.TRANSITIVE, "located_in"),
            FactRule.of(RuleKind.TRANSITIVE, "contains"),
            FactRule.of(RuleKind.TRANSITIVE, "depends_on"),
            FactRule.of(RuleKind.TRANSITIVE, "subclass_of"),
            FactRule.of(RuleKind.SYMMETRIC, "adjacent_to"),
            FactRule.of(RuleKind.SYMMETRIC, "overlaps"),
            FactRule.of(RuleKind.INVERSE, "reports_to", "manages"),
            FactRule.of(RuleKind.INVERSE, "belongs_to", "contains"),
            FactRule.of(RuleKind.INVERSE, "located_in", "location_of"),
            FactRule.of(RuleKind.SUBPROPERTY, "location_of", "contains"),
            FactRule.of(RuleKind.INVERSE, "requires", "provides"),
            FactRule.of(RuleKind.INVERSE, "depends_on", "dependency_of"),
            FactRule.of(RuleKind.SUBPROPERTY, "dependency_of", "provides"),
            FactRule.of(RuleKind.INVERSE, "precedes", "follows"),
            FactRule.of(RuleKind.INVERSE, "owns", "owned_by"),
            FactRule.of(RuleKind.CHAIN, "instance_of", "instance_of", "subclass_of"));

    private StandardRules() {}

    public static List<FactRule> all() {
        return RULES;
    }
}
