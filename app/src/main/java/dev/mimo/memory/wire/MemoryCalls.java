package dev.mimo.memory.wire;

import tools.jackson.databind.node.ObjectNode;

/// The memory calls as JSON in, JSON out: what every door carries, whether the memory is in this process or in a
/// server that is attached to. Each request is one flat object; what a wire has in its path or query joins it
/// under the name given here. Shapes are those of `docs/api.md`.
///
/// Every call refuses with `RefusedException`; nothing is written then.
public interface MemoryCalls extends AutoCloseable {
    /// `{content, namespace?, …, force?, wait?}` → `{receipt}`
    ObjectNode remember(ObjectNode request);

    /// `{memories: […], namespace?, wait?}` → `{receipts: […]}`, all or nothing
    ObjectNode rememberAll(ObjectNode request);

    /// `{query, namespace?, …}` → `{memories, facts, tokens, truncated, …}`
    ObjectNode recall(ObjectNode request);

    /// `{id, namespace?, known_at?}` → `{memory}`
    ObjectNode get(ObjectNode request);

    /// `{id, namespace?}` → `{memories: […]}`, oldest version first
    ObjectNode versions(ObjectNode request);

    /// `{namespace?, category?, tag?, session?, after?, before?, limit?, cursor?}` → `{memories, next_cursor?}`
    ObjectNode list(ObjectNode request);

    /// `{id, namespace?, content?, category?, importance?, tags?, metadata?, occurred_at?}` → `{receipt}`
    ObjectNode update(ObjectNode request);

    /// `{id, namespace?}` → `{receipt}`
    ObjectNode delete(ObjectNode request);

    /// `{namespace?, filter, preview?}` → `{count, memories}` when previewed, else `{receipt}`
    ObjectNode deleteWhere(ObjectNode request);

    /// `{handle, namespace?}` → `{receipt}`
    ObjectNode undo(ObjectNode request);

    /// `{of: "namespaces|categories|tags", namespace?, prefix?, after?, limit?}` → `{names: […], more}`: names in use,
    /// for whoever fills in a form; namespaces are those of the whole store
    ObjectNode names(ObjectNode request);

    @Override
    void close();
}
