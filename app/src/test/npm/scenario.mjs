// What every client does with Mimo, whatever era and transport it speaks. Throws on the first surprise.
import assert from 'node:assert/strict';

/** @param calls {listTools(): tools, callTool(name, arguments): result} */
export async function scenario(calls) {
  const tools = await calls.listTools();
  const names = tools.map((tool) => tool.name);
  assert.deepEqual(names.slice(0, 3), ['remember', 'recall', 'forget'], 'the tools in their order');
  for (const tool of tools.slice(0, 3)) {
    assert.ok(tool.title && tool.description, `${tool.name} has a title and a description`);
    assert.equal(tool.inputSchema.additionalProperties, false, `${tool.name} refuses unknown arguments`);
    assert.equal(tool.outputSchema?.type, 'object', `${tool.name} has an output schema`);
    for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint']) {
      assert.equal(typeof tool.annotations?.[hint], 'boolean', `${tool.name} has ${hint}`);
    }
  }

  const namespace = `interop-${process.pid}-${Date.now()}`;
  const content = 'Zanzibar the parrot prefers papaya over mango.';
  const stored = await calls.callTool('remember', { content, namespace, tags: ['pets'] });
  const receipt = stored.structuredContent.receipt;
  assert.equal(receipt.status, 'stored');
  assert.ok(receipt.undo, 'a write can be undone');
  assert.match(stored.content[0].text, new RegExp(receipt.id));

  const again = await calls.callTool('remember', { content, namespace });
  assert.equal(again.structuredContent.receipt.status, 'same');

  const recalled = await calls.callTool('recall', { query: 'which fruit does Zanzibar the parrot like', namespace });
  assert.equal(recalled.structuredContent.memories[0].id, receipt.id);
  assert.match(recalled.content[0].text, /^> Zanzibar the parrot/m);

  const elsewhere = await calls.callTool('recall', { query: 'Zanzibar parrot', namespace: `${namespace}-other` });
  assert.equal(elsewhere.structuredContent.memories.length, 0, 'namespaces are apart');

  const forgotten = await calls.callTool('forget', { id: receipt.id, namespace });
  assert.equal(forgotten.structuredContent.receipt.status, 'deleted');
  const gone = await calls.callTool('recall', { query: 'Zanzibar parrot', namespace });
  assert.equal(gone.structuredContent.memories.length, 0);
  const undone = await calls.callTool('forget', { undo: forgotten.structuredContent.receipt.undo, namespace });
  assert.equal(undone.structuredContent.receipt.status, 'restored');

  const refused = await calls.callTool('remember', { content: 'x', namespace, colour: 'red' });
  assert.equal(refused.isError, true);
  assert.match(refused.content[0].text, /colour/);

  return { tools: names, memory: { id: receipt.id, namespace, content, tag: 'pets' } };
}
