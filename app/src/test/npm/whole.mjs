// What clients do with Mimo besides calling tools: resources, prompts, completion, subscriptions, cancellation.
import assert from 'node:assert/strict';

const PATIENCE = 20_000;

/**
 * @param client of either library, connected; its tools were listed before
 * @param speaks {notFound: code, call(params, options), onUpdated(handler), watch(uri): end, edit?(memory, content)};
 *   edit is absent where only the client itself can change memories
 * @param memory {id, namespace, content, tag} that was remembered before
 */
export async function whole(client, speaks, memory) {
  const uri = `mimo://memory/${memory.namespace}/${memory.id}`;
  await resources(client, speaks, memory, uri);
  await prompts(client, memory);
  await completions(client, memory);
  await changes(client, speaks, memory, uri);
  await cancellation(client, speaks, memory);
}

async function resources(client, speaks, memory, uri) {
  const listed = [];
  let cursor;
  do {
    const page = await client.listResources(cursor ? { cursor } : {});
    listed.push(...page.resources.map((resource) => resource.uri));
    cursor = page.nextCursor;
  } while (cursor);
  assert.equal(listed[0], 'mimo://memory/default');
  assert.ok(listed.includes(`mimo://memory/${memory.namespace}`), 'the namespace is listed');

  const { resourceTemplates } = await client.listResourceTemplates();
  assert.deepEqual(resourceTemplates.map((template) => template.uriTemplate),
    ['mimo://memory/{namespace}/{id}', 'mimo://memory/{namespace}']);

  const { contents } = await client.readResource({ uri });
  assert.equal(contents.length, 1);
  assert.equal(contents[0].uri, uri);
  assert.equal(contents[0].mimeType, 'text/markdown');
  assert.ok(contents[0].text.includes(memory.content), contents[0].text);
  await assert.rejects(client.readResource({ uri: `${uri}x` }), { code: speaks.notFound });
}

async function prompts(client, memory) {
  const { prompts: listed } = await client.listPrompts();
  assert.deepEqual(listed.map((prompt) => prompt.name), ['brief_me', 'remember_conversation']);

  const brief = await client.getPrompt({ name: 'brief_me', arguments: { topic: memory.content, namespace: memory.namespace } });
  assert.deepEqual(brief.messages.map((message) => message.role), ['user', 'user']);
  assert.ok(brief.messages[1].content.text.includes(memory.id), brief.messages[1].content.text);
  const keep = await client.getPrompt({ name: 'remember_conversation', arguments: { tag: 'talk' } });
  assert.match(keep.messages[0].content.text, /"talk"/);
  await assert.rejects(client.getPrompt({ name: 'brief_me', arguments: {} }), { code: -32602 });
}

async function completions(client, memory) {
  const namespaces = await client.complete({
    ref: { type: 'ref/resource', uri: 'mimo://memory/{namespace}/{id}' },
    argument: { name: 'namespace', value: memory.namespace.slice(0, -1) },
  });
  assert.ok(namespaces.completion.values.includes(memory.namespace), 'the namespace is proposed');
  const tags = await client.complete({
    ref: { type: 'ref/prompt', name: 'brief_me' },
    argument: { name: 'tag', value: memory.tag.slice(0, 2) },
    context: { arguments: { namespace: memory.namespace } },
  });
  assert.deepEqual(tags.completion.values, [memory.tag]);
}

async function changes(client, speaks, memory, uri) {
  const told = [];
  let wake = () => {};
  speaks.onUpdated((notification) => {
    told.push(notification.params.uri);
    wake();
  });
  const untilTold = async (count) => {
    const end = Date.now() + PATIENCE;
    while (told.length < count) {
      assert.ok(Date.now() < end, `told of ${told.length} changes instead of ${count}`);
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, end - Date.now()).unref();
      });
    }
  };
  const end = await speaks.watch(uri);

  const content = `${memory.content} Edited.`;
  if (speaks.edit) {
    await speaks.edit(memory, content);
    await untilTold(1);
    const { contents } = await client.readResource({ uri });
    assert.ok(contents[0].text.includes(content), 'what is read is what it was edited to');
  } else {
    const forgotten = await client.callTool({ name: 'forget', arguments: { id: memory.id, namespace: memory.namespace } });
    await untilTold(1);
    const { undo } = forgotten.structuredContent.receipt;
    await client.callTool({ name: 'forget', arguments: { undo, namespace: memory.namespace } });
    await untilTold(2);
  }
  assert.deepEqual([...new Set(told)], [uri], 'told of nothing else');

  await end();
  const before = told.length;
  await client.callTool({ name: 'forget', arguments: { id: memory.id, namespace: memory.namespace } });
  await client.listTools();
  assert.equal(told.length, before, 'nothing is told after the subscription ended');
}

async function cancellation(client, speaks, memory) {
  const left = new AbortController();
  const calls = Array.from({ length: 4 }, () => speaks.call(
    { name: 'recall', arguments: { query: 'which parrot? '.repeat(100), namespace: memory.namespace } }, { signal: left.signal }));
  setImmediate(() => left.abort('no longer needed'));
  for (const call of await Promise.allSettled(calls)) {
    assert.equal(call.status, 'rejected', 'a cancelled call has no answer');
  }
  const next = await client.callTool({ name: 'recall', arguments: { query: 'parrot', namespace: memory.namespace } });
  assert.ok(!next.isError, 'the next call is served');
}
