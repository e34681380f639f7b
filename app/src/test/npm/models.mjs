// usage: node models.mjs openai|anthropic BASE_URL TEXT
// TEXT is what the language model behind Mimo says; `extractive` when there is none.
// Prints one line of JSON and exits with 0 when Mimo did all that was expected, with 1 otherwise.
import assert from 'node:assert/strict';

const [library, baseURL, text] = process.argv.slice(2);
const limit = setTimeout(() => fail(new Error('no end after 90 seconds')), 90_000);
const namespace = `npm-${library}-${process.pid}`;
const headers = { 'X-Mimo-Namespace': namespace };
const said = "My daughter's name is Ida.";
const asked = 'What is the name of my daughter?';
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const extractive = text === 'extractive';

function fail(error) {
  console.log(JSON.stringify({ ok: false, library, error: String(error?.stack ?? error) }));
  process.exit(1);
}

function expectText(found) {
  if (extractive) assert.match(found, /Ida/);
  else assert.equal(found, text);
}

async function chat(client) {
  const told = await client.chat.completions.create({ model: 'mimo', messages: [{ role: 'user', content: said }] });
  assert.equal(told.mimo.remembered.length, 1);
  const messages = [{ role: 'user', content: asked }];
  const answer = await client.chat.completions.create({ model: 'mimo', messages });
  expectText(answer.choices[0].message.content);
  assert.deepEqual(answer.mimo.memories_used, told.mimo.remembered);
  assert.equal(answer.mimo.namespace, namespace);
  if (extractive) assert.equal(answer.model, 'mimo-extractive');

  let streamed = '';
  let last;
  const stream = await client.chat.completions.create({ model: 'mimo', messages, stream: true,
    stream_options: { include_usage: true } });
  for await (const chunk of stream) {
    streamed += chunk.choices[0]?.delta?.content ?? '';
    last = chunk;
  }
  expectText(streamed);
  assert.deepEqual(last.mimo.memories_used, told.mimo.remembered);
  assert.ok(last.usage.total_tokens > 0);

  const off = await client.chat.completions.create({ model: 'mimo', messages }, { headers: { 'X-Mimo-Memory': 'off' } });
  assert.deepEqual(off.mimo.memories_used, []);
  if (extractive) return;

  const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
  const question = [{ role: 'user', content: 'What is the weather in Oslo?' }];
  const called = await client.chat.completions.create({ model: 'mimo', messages: question, tools });
  const call = called.choices[0].message.tool_calls[0];
  assert.equal(called.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual([call.function.name, JSON.parse(call.function.arguments)], ['weather', { city: 'Oslo' }]);
  const end = await client.chat.completions.create({ model: 'mimo', tools, messages: [...question,
    called.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'Rain' }] });
  assert.equal(end.choices[0].message.content, text);

  const runner = client.chat.completions.stream({ model: 'mimo', messages: question, tools });
  const whole = await runner.finalChatCompletion();
  assert.equal(whole.choices[0].message.tool_calls[0].function.name, 'weather');
}

async function responses(client) {
  const answer = await client.responses.create({ model: 'mimo', input: asked });
  expectText(answer.output_text);
  assert.equal(answer.mimo.memories_used.length, 1);
  let streamed = '';
  let last;
  for await (const event of await client.responses.create({ model: 'mimo', input: asked, stream: true })) {
    if (event.type === 'response.output_text.delta') streamed += event.delta;
    last = event;
  }
  expectText(streamed);
  assert.equal(last.type, 'response.completed');
  assert.equal(last.mimo.memories_used.length, 1);
  const final = await client.responses.stream({ model: 'mimo', input: asked }).finalResponse();
  expectText(final.output_text);
  if (extractive) return;

  const tools = [{ type: 'function', name: 'weather', parameters, strict: false }];
  const input = [{ role: 'user', content: 'What is the weather in Oslo?' }];
  const called = await client.responses.stream({ model: 'mimo', input, tools }).finalResponse();
  const call = called.output.find((item) => item.type === 'function_call');
  assert.deepEqual([call.name, JSON.parse(call.arguments)], ['weather', { city: 'Oslo' }]);
  const end = await client.responses.create({ model: 'mimo', tools, input: [...input, ...called.output,
    { type: 'function_call_output', call_id: call.call_id, output: 'Rain' }] });
  assert.equal(end.output_text, text);
}

async function openai() {
  const { default: OpenAI, BadRequestError, NotFoundError } = await import('openai');
  const client = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: 'unused', defaultHeaders: headers, maxRetries: 0 });
  await chat(client);
  await responses(client);

  const models = await client.models.list();
  assert.ok(models.data.some((model) => model.id === 'mimo-extractive'));
  await assert.rejects(client.models.retrieve('none'), NotFoundError);
  await assert.rejects(client.chat.completions.create({ model: 'mimo', messages: [] }),
    (error) => error instanceof BadRequestError && error.param === 'messages' && error.message.endsWith('.'));

  const two = await client.embeddings.create({ model: 'any', input: ['The cat sleeps.', 'Stocks fell today.'] });
  assert.equal(two.data.length, 2);
  assert.equal(two.data[0].embedding.length, 384);
  const length = Math.hypot(...two.data[0].embedding);
  assert.ok(Math.abs(length - 1) < 1e-3);
  const plain = await client.embeddings.create({ model: 'any', input: 'The cat sleeps.', encoding_format: 'float' });
  assert.ok(plain.data[0].embedding.every((number, i) => Math.abs(number - two.data[0].embedding[i]) < 1e-5));
}

async function anthropic() {
  const { default: Anthropic, BadRequestError } = await import('@anthropic-ai/sdk');
  const client = new Anthropic({ baseURL, apiKey: 'unused', defaultHeaders: headers, maxRetries: 0 });
  const request = { model: 'mimo', max_tokens: 100, messages: [{ role: 'user', content: asked }] };
  const told = await client.messages.create({ ...request, messages: [{ role: 'user', content: said }] });
  assert.equal(told.mimo.remembered.length, 1);
  const answer = await client.messages.create(request);
  expectText(answer.content[0].text);
  assert.deepEqual(answer.mimo.memories_used, told.mimo.remembered);

  let last;
  const stream = client.messages.stream(request).on('streamEvent', (event) => { last = event; });
  const final = await stream.finalMessage();
  expectText(final.content[0].text);
  assert.equal(final.stop_reason, 'end_turn');
  assert.equal(last.type, 'message_stop');
  assert.deepEqual(last.mimo.memories_used, told.mimo.remembered);

  const count = await client.messages.countTokens({ model: 'mimo', messages: request.messages });
  assert.ok(count.input_tokens > 3);
  await assert.rejects(client.messages.create({ ...request, messages: [] }), BadRequestError);
  const models = await client.models.list();
  assert.ok(models.data.some((model) => model.id === 'mimo-extractive'));
  if (extractive) return;

  const tools = [{ name: 'weather', input_schema: parameters }];
  const messages = [{ role: 'user', content: 'What is the weather in Oslo?' }];
  const called = await client.messages.stream({ ...request, messages, tools }).finalMessage();
  const use = called.content.find((block) => block.type === 'tool_use');
  assert.equal(called.stop_reason, 'tool_use');
  assert.deepEqual([use.name, use.input], ['weather', { city: 'Oslo' }]);
  const end = await client.messages.create({ ...request, tools, messages: [...messages,
    { role: 'assistant', content: called.content },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: 'Rain' }] }] });
  assert.equal(end.content[0].text, text);
}

try {
  await (library === 'openai' ? openai() : anthropic());
  clearTimeout(limit);
  console.log(JSON.stringify({ ok: true, library }));
  process.exit(0);
} catch (error) {
  fail(error);
}
