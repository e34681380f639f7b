// A program against a running server, whose every call is checked by the types that were generated from /openapi.json.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const api = createClient<paths>({ baseUrl: process.argv[2] });

function sound<T>(what: string, answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${what}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}

const namespace = "generated-client";
const stored = sound("remember", await api.POST("/v1/memories", {
  body: { content: "Priya prefers tea over coffee", namespace, tags: ["people"], wait: "indexed" },
}));
const id = stored.receipt.id ?? "";
const found = sound("recall", await api.POST("/v1/recall", { body: { query: "what does Priya drink?", namespace } }));
if (found.memories[0]?.content !== "Priya prefers tea over coffee") throw new Error(JSON.stringify(found));
const changed = sound("update", await api.PATCH("/v1/memories/{id}", {
  params: { path: { id }, query: { namespace } }, body: { importance: 1 },
}));
sound("undo", await api.POST("/v1/undo/{handle}", {
  params: { path: { handle: changed.receipt.undo ?? "" }, query: { namespace } },
}));
const listed = sound("list", await api.GET("/v1/memories", { params: { query: { namespace, limit: 5 } } }));
if (listed.memories.length !== 1 || listed.memories[0]?.importance !== 0.5) throw new Error(JSON.stringify(listed));
const refused = await api.POST("/v1/recall", { body: { query: " " } });
if (refused.response.status !== 400) throw new Error(`a blank query was answered ${refused.response.status}`);
console.log("openapi: the generated client remembered, recalled, changed, undid and listed");
