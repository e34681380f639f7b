"use strict";
// Draws /openapi.json. All text enters the page as text, never as markup.

const METHODS = ["get", "post", "put", "patch", "delete"];
let api;

/** An element with attributes and children; strings become text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return element;
}

/** Words with `code` in backticks. */
function prose(text = "") {
  return text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));
}

function resolve(node) {
  if (!node || !node.$ref) return node;
  return node.$ref.slice(2).split("/").reduce((at, key) => at[key], api);
}

function nameOf(node) {
  return node && node.$ref ? node.$ref.split("/").pop() : undefined;
}

function operations() {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const parameters = [...(item.parameters || []), ...(item[method].parameters || [])].map(resolve);
      return { path, method, ...item[method], parameters };
    }));
}

function typeOf(schema) {
  const name = nameOf(schema);
  if (name) return make("a", { href: `#schema-${name}` }, name);
  if (schema.oneOf) return make("span", {}, ...schema.oneOf.flatMap((one, i) => (i ? [" or ", typeOf(one)] : [typeOf(one)])));
  if (schema.enum) return make("span", {}, schema.enum.map((value) => JSON.stringify(value)).join(" | "));
  if (schema.const) return make("span", {}, JSON.stringify(schema.const));
  if (schema.type === "array") return make("span", {}, "list of ", typeOf(schema.items || {}));
  const type = [schema.type || "any"].flat().join(" or ");
  return make("span", {}, schema.format ? `${type} (${schema.format})` : type);
}

function bounds(schema) {
  const words = [];
  if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`);
  if (schema.minimum !== undefined) words.push(`from ${schema.minimum}`);
  if (schema.maximum !== undefined) words.push(`to ${schema.maximum}`);
  if (schema.maxLength) words.push(`at most ${schema.maxLength} characters`);
  if (schema.maxItems) words.push(`at most ${schema.maxItems}`);
  return words.join(", ");
}

function row(name, required, schema, description) {
  return make("tr", {},
    make("td", {}, make("code", required ? { class: "required" } : {}, name)),
    make("td", {}, typeOf(schema)),
    make("td", {}, make("p", {}, prose(description || schema.description)), make("p", { class: "quiet" }, bounds(schema))));
}

function fields(schema) {
  if (schema.allOf) return make("div", {}, schema.allOf.map((part) => (part.$ref ? make("p", {}, "Everything of ", typeOf(part), " and:") : fields(part))));
  if (schema.oneOf) return make("p", {}, typeOf(schema));
  const rows = Object.entries(schema.properties || {}).map(([name, property]) =>
    row(name, (schema.required || []).includes(name), property, property.description));
  return rows.length ? make("table", {}, make("tbody", {}, rows)) : make("p", { class: "quiet" }, prose(schema.description || "Anything."));
}

function bodyOf(holder, type = "application/json") {
  const content = resolve(holder)?.content || {};
  const found = content[type] || Object.values(content)[0];
  return found ? { schema: found.schema, example: found.example } : undefined;
}

function json(value) {
  return make("pre", {}, JSON.stringify(value, null, 2));
}

function curl(operation, body) {
  const lines = [`curl ${operation.method === "get" ? "" : `-X ${operation.method.toUpperCase()} `}${location.origin}${operation.path}`];
  if (body?.example) lines.push(`  -H 'Content-Type: application/json'`, `  -d '${JSON.stringify(body.example).replaceAll("'", "'\\''")}'`);
  return lines.join(" \\\n");
}

function answers(operation) {
  return Object.entries(operation.responses).map(([status, response]) => {
    const answer = bodyOf(response);
    const problem = nameOf(answer?.schema) === "Problem";
    return make("details", {},
      make("summary", {}, make("code", {}, status), " ", resolve(response).description),
      answer?.schema && !problem ? make("p", {}, typeOf(answer.schema)) : "",
      answer?.example ? json(answer.example) : "");
  });
}

async function send(operation, inputs, body, output) {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const [parameter, input] of inputs) {
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (input.value) query.set(parameter.name, input.value);
  }
  const headers = {};
  const key = document.getElementById("key").value;
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(path + (query.size ? `?${query}` : ""), { method: operation.method.toUpperCase(), headers, body: body?.value });
    const text = await response.text();
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    output.textContent = `${response.status}\n${isJson ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
  } catch (failure) {
    output.textContent = `No answer: ${failure.message}`;
  }
  output.hidden = false;
}

function trial(operation, body) {
  const inputs = operation.parameters.map((parameter) => [parameter, make("input", { autocomplete: "off" })]);
  const text = body ? make("textarea", { spellcheck: "false" }) : undefined;
  if (text) text.value = JSON.stringify(body.example ?? {}, null, 2);
  const output = make("pre", { hidden: "", "aria-live": "polite" });
  const form = make("form", { class: "try" },
    inputs.map(([parameter, input]) => make("label", {}, parameter.name, input)),
    text ? make("label", {}, "body", text) : "",
    make("button", { type: "submit" }, "Send"), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, inputs, text, output);
  });
  return make("details", {}, make("summary", {}, "Try it"), form);
}

function article(operation) {
  const body = operation.requestBody ? bodyOf(operation.requestBody) : undefined;
  const parameters = operation.parameters.map((parameter) =>
    row(parameter.name, parameter.required, parameter.schema, parameter.description));
  return make("article", { id: operation.operationId },
    make("h3", {}, make("span", { class: `method ${operation.method}` }, operation.method), make("code", {}, operation.path), operation.summary),
    operation.description ? make("p", {}, prose(operation.description)) : "",
    parameters.length ? [make("h4", {}, "Path and query"), make("table", {}, make("tbody", {}, parameters))] : "",
    body ? [make("h4", {}, "Body"), make("p", {}, typeOf(body.schema))] : "",
    make("pre", {}, curl(operation, body)),
    make("h4", {}, "Answers"), answers(operation), trial(operation, body));
}

function draw() {
  const all = operations();
  const contents = [make("a", { href: "#content" }, make("strong", {}, api.info.title))];
  const content = [
    make("h1", {}, api.info.title), make("p", {}, api.info.summary), make("p", {}, prose(api.info.description)),
    make("label", { class: "try" }, "Key, where the server asks for one (stays in this page)", make("input", { id: "key", type: "password", autocomplete: "off" }))];
  for (const tag of api.tags) {
    const tagged = all.filter((operation) => operation.tags.includes(tag.name));
    contents.push(make("h2", {}, tag.name), ...tagged.map((operation) => make("a", { href: `#${operation.operationId}` },
      make("span", { class: `method ${operation.method}` }, operation.method), operation.summary)));
    content.push(make("section", {}, make("h2", {}, tag.name), make("p", {}, prose(tag.description)), tagged.map(article)));
  }
  const schemas = Object.entries(api.components.schemas);
  contents.push(make("h2", {}, "Shapes"), ...schemas.map(([name]) => make("a", { href: `#schema-${name}` }, name)));
  content.push(make("section", {}, make("h2", {}, "Shapes"), schemas.map(([name, schema]) =>
    make("article", { id: `schema-${name}` }, make("h3", {}, name), schema.properties && schema.description ? make("p", {}, prose(schema.description)) : "", fields(schema)))));
  document.getElementById("contents").replaceChildren(...contents);
  document.getElementById("content").replaceChildren(...content.flat());
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

async function start() {
  const response = await fetch("/openapi.json");
  api = await response.json();
  draw();
}

start().catch((failure) => {
  document.getElementById("content").textContent = `The description could not be read: ${failure.message}`;
});
