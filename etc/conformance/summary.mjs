// Says of one leg of the conformance suite what passed. Stricter than the suite's own exit code: a required scenario
// passes when it left at least one success, and neither a failure nor a warning.
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const [leg, revision, results] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const sets = parse(readFileSync(
  join(here, `node_modules/@modelcontextprotocol/conformance/requirements/${revision}.yaml`), 'utf8'));
const reasons = new Map((sets.not_scored ?? []).filter((each) => each.leg === leg)
  .map((each) => [each.scenario, each.reason]));

function* reports(folder, prefix = '') {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (entry.isDirectory() && existsSync(join(path, 'checks.json'))) {
      const scenario = name.replace(/^server-(?!initialize|stateless|sse|session)/, '')
        .replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
      yield [scenario, JSON.parse(readFileSync(join(path, 'checks.json'), 'utf8'))];
    } else if (entry.isDirectory()) {
      yield* reports(path, `${name}/`);
    }
  }
}

const found = new Map();
if (existsSync(results)) {
  for (const [scenario, checks] of reports(results)) {
    found.set(scenario.replace(/^server-(?=server-)/, ''), checks);
  }
}

const problems = (checks) => checks.filter((check) => check.status === 'FAILURE' || check.status === 'WARNING')
  .map((check) => `${check.status} ${check.id}: ${check.errorMessage ?? check.description}`);
const required = sets[leg];
const failed = [];
for (const scenario of required) {
  const checks = found.get(scenario);
  const wrong = checks === undefined ? ['was not run'] : problems(checks);
  if (checks !== undefined && wrong.length === 0 && !checks.some((check) => check.status === 'SUCCESS')) {
    wrong.push('nothing was proven');
  }
  if (wrong.length > 0) {
    failed.push([scenario, wrong]);
  }
}
const optional = [...reasons.keys()].map((scenario) => {
  const checks = found.get(scenario);
  return [scenario, checks === undefined ? ['was not run'] : problems(checks)
    .filter((line) => line.startsWith('FAILURE'))];
});
const optionalFailed = optional.filter(([, wrong]) => wrong.length > 0);

const print = (title, list) => list.forEach(([scenario, wrong]) => {
  console.log(`  ${title} ${scenario}`);
  wrong.slice(0, 5).forEach((line) => console.log(`      ${line}`));
});
console.log(`${leg} ${revision}: required ${required.length - failed.length} of ${required.length}; `
  + `not scored ${optional.length - optionalFailed.length} of ${optional.length}`);
print('failed:', failed);
print('not scored, failed:', optionalFailed);
process.exitCode = failed.length === 0 ? 0 : 1;
