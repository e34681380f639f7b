// usage: node drive.mjs sdk1|client2 legacy|auto|modern (--url URL | -- COMMAND ARGUMENT...)
// Prints one line of JSON and exits with 0 when Mimo did all that was expected, with 1 otherwise.
import assert from 'node:assert/strict';
import { scenario } from './scenario.mjs';
import { whole } from './whole.mjs';

const [library, era, how, ...rest] = process.argv.slice(2);
const limit = setTimeout(() => fail(new Error('no end after 90 seconds')), 90_000);

function fail(error) {
  console.log(JSON.stringify({ ok: false, library, era, error: String(error?.stack ?? error) }));
  process.exit(1);
}

async function connectSdk1() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const client = new Client({ name: 'mimo-interop', version: '1' });
  if (how === '--url') {
    const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
    const transport = new StreamableHTTPClientTransport(new URL(rest[0]));
    await client.connect(transport);
    return { client, end: () => transport.terminateSession() };
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  await client.connect(new StdioClientTransport({ command: rest[0], args: rest.slice(1), env: process.env }));
  return { client, end: async () => {} };
}

async function connectClient2() {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const mode = era === 'modern' ? { pin: '2026-07-28' } : era;
  const client = new Client({ name: 'mimo-interop', version: '1' }, { versionNegotiation: { mode } });
  if (how === '--url') {
    const transport = new StreamableHTTPClientTransport(new URL(rest[0]));
    await client.connect(transport);
    return { client, end: async () => {} };
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  await client.connect(new StdioClientTransport({ command: rest[0], args: rest.slice(1), env: process.env }));
  return { client, end: async () => {} };
}

// How the libraries and eras differ in what is the same to the protocol's users.
async function speaksOf(client) {
  const edit = how !== '--url' ? undefined : async ({ id, namespace }, content) => {
    const answer = await fetch(new URL(`/v1/memories/${id}?namespace=${namespace}`, rest[0]), {
      method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ content }),
    });
    assert.equal(answer.status, 200, await answer.text());
  };
  const subscribe = async (uri) => {
    await client.subscribeResource({ uri });
    return () => client.unsubscribeResource({ uri });
  };
  if (library === 'sdk1') {
    const { ResourceUpdatedNotificationSchema } = await import('@modelcontextprotocol/sdk/types.js');
    return {
      notFound: -32002, edit, watch: subscribe, call: (params, options) => client.callTool(params, undefined, options),
      onUpdated: (handler) => client.setNotificationHandler(ResourceUpdatedNotificationSchema, handler),
    };
  }
  const stateless = era !== 'legacy';
  return {
    // the library says it so of both eras
    notFound: -32602, edit, call: (params, options) => client.callTool(params, options),
    onUpdated: (handler) => client.setNotificationHandler('notifications/resources/updated', handler),
    watch: !stateless ? subscribe : async (uri) => {
      const subscription = await client.listen({ resourceSubscriptions: [uri] });
      assert.deepEqual(subscription.honoredFilter.resourceSubscriptions, [uri]);
      return () => subscription.close();
    },
  };
}

try {
  const { client, end } = library === 'sdk1' ? await connectSdk1() : await connectClient2();
  assert.equal(client.getServerVersion()?.name, 'mimo');
  assert.ok(client.getInstructions()?.includes('recall'));
  const capabilities = Object.keys(client.getServerCapabilities() ?? {});
  if (era === 'legacy') {
    await client.ping();
  }
  const done = await scenario({
    listTools: async () => (await client.listTools()).tools,
    callTool: (name, args) => client.callTool({ name, arguments: args }),
  });
  await assert.rejects(client.callTool({ name: 'no_such_tool', arguments: {} }));
  await Promise.all(Array.from({ length: 32 }, (_, i) =>
    client.callTool({ name: 'recall', arguments: { query: `question ${i}` } })));
  await whole(client, await speaksOf(client), done.memory);
  const spoken = client.getNegotiatedProtocolVersion?.() ?? null;
  await end();
  await client.close();
  clearTimeout(limit);
  console.log(JSON.stringify({ ok: true, library, era, spoken, capabilities, ...done }));
} catch (error) {
  fail(error);
}
