// usage: node inspector.mjs legacy|auto|modern (--url URL | -- COMMAND ARGUMENT...)
// Drives Mimo with the MCP Inspector's command line. Prints one line of JSON; exits with 1 when something is wrong.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [era, how, ...target] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'mimo-inspector-'));
const installed = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@modelcontextprotocol/inspector');
const program = join(installed, JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).bin['mcp-inspector']);

function inspect(...args) {
  // the command stands first, or the inspector takes it for one more argument of the tool
  const aim = how === '--url' ? ['--server-url', target[0], '--transport', 'http'] : target;
  // the inspector hides most of the environment from what it starts, and Mimo must not fall back to the user's data
  const environment = how === '--url' ? [] : ['-e', `MIMO_HOME=${process.env.MIMO_HOME}`];
  const text = execFileSync(process.execPath, [program, '--cli', ...aim, ...environment, '--protocol-era', era, ...args], {
    encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, HOME: home },
  });
  return JSON.parse(text);
}

try {
  assert.ok(process.env.MIMO_HOME, 'MIMO_HOME names a place for the data of the test');
  // --strict fails on schemas that some client or model could not take
  const { tools } = inspect('--method', 'tools/list', '--strict');
  assert.deepEqual(tools.slice(0, 3).map((tool) => tool.name), ['remember', 'recall', 'forget']);

  const namespace = `inspector-${process.pid}-${Date.now()}`;
  const stored = inspect('--method', 'tools/call', '--tool-name', 'remember',
    '--tool-arg', 'content=Zanzibar the parrot prefers papaya.', `namespace=${namespace}`);
  assert.equal(stored.structuredContent.receipt.status, 'stored');

  const found = inspect('--method', 'tools/call', '--tool-name', 'recall',
    '--tool-arg', 'query=Zanzibar parrot', `namespace=${namespace}`);
  assert.equal(found.structuredContent.memories[0].id, stored.structuredContent.receipt.id);

  const { contents } = inspect('--method', 'resources/read', '--uri',
    `mimo://memory/${namespace}/${stored.structuredContent.receipt.id}`);
  assert.match(contents[0].text, /Zanzibar the parrot prefers papaya/);
  if (how === '--url') {
    // over stdio each look starts the program anew, which takes long enough as it is
    const { messages } = inspect('--method', 'prompts/get', '--prompt-name', 'brief_me',
      '--prompt-args', 'topic=Zanzibar', `namespace=${namespace}`);
    assert.match(messages[1].content.text, /prefers papaya/);
  }
  console.log(JSON.stringify({ ok: true, library: 'inspector', era, tools: tools.map((tool) => tool.name) }));
} catch (error) {
  console.log(JSON.stringify({ ok: false, library: 'inspector', era, error: String(error?.stack ?? error) }));
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
