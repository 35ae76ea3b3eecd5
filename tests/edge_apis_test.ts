// No function uses what Supabase's Edge Runtime lacks. Deploying does not complain about that; requests
// would, and some of them only in a rare branch.

import assert from "node:assert/strict";
import { functionFiles, withoutComments } from "./architecture/source_files.ts";
import { ABSENT, NOTHING_HAPPENS } from "./local/edge_runtime/deno_namespace.ts";
import { LATER_APIS } from "./local/edge_runtime/later_apis.ts";
import { LATER_SYNTAX } from "./local/edge_runtime/later_syntax.ts";

// Throw, do nothing, are refused, or work only while the function boots.
const USELESS = [
  ...[...ABSENT, ...NOTHING_HAPPENS, "Command", "dlopen", "env.set", "env.delete"]
    .map((name) => new RegExp(`\\bDeno\\.${name.replace(".", "\\.")}\\b`)),
  /\bDeno\.\w+Sync\b/,
  /\bnew Worker\b/,
  /"node:(vm|worker_threads|child_process|cluster|sqlite|test)"/,
];

/** How an API is written; nothing for a method whose name is a word like any other. */
function writtenAs(path: string): RegExp[] {
  const names = path.split(".");
  const name = names.at(-1) ?? "";
  if (names.length === 1) return [new RegExp(`(?<![.\\w"])${name}\\b(?!["':])`)];
  if (names[1] !== "prototype") return [new RegExp(`\\b${names.join("\\.")}\\b`)];
  // `.keys` or `.mode` mostly belongs to another interface.
  return /[A-Z\d]/.test(name) ? [new RegExp(`\\.${name}\\b`)] : [];
}

const MISSING = [
  ...LATER_APIS.flatMap(writtenAs),
  ...LATER_SYNTAX.map(({ pattern }) => pattern),
  ...USELESS,
];

function missingApis(text: string): string[] {
  const code = withoutComments(text);
  return [...new Set(MISSING.flatMap((api) => api.exec(code)?.[0] ?? []))];
}

Deno.test("no function uses what its runtime lacks", async () => {
  for (const { path, text } of await functionFiles()) {
    assert.deepEqual(missingApis(text), [], path);
  }
});

const BROKEN: Record<string, string> = {
  "Buffer": "Buffer.from(x).toString();",
  ".toBase64": "bytes.toBase64();",
  "Uint8Array.fromHex": "Uint8Array.fromHex(text);",
  "RegExp.escape": "new RegExp(RegExp.escape(text));",
  ".getOrInsertComputed": "map.getOrInsertComputed(key, make);",
  "Temporal": "Temporal.Now.instant();",
  "SuppressedError": "throw new SuppressedError(a, b);",
  'with { type: "text" }': 'import page from "./page.html" with { type: "text" };',
  "import defer": 'import defer * as sdk from "./sdk.ts";',
  "Deno.env.set": 'Deno.env.set("A", "b");',
  "Deno.exit": "Deno.exit(1);",
  "Deno.readTextFileSync": "Deno.readTextFileSync(path);",
  "new Worker": "new Worker(url);",
  '"node:vm"': 'import vm from "node:vm";',
};

for (const [api, text] of Object.entries(BROKEN)) {
  Deno.test(`${api} would be noticed`, () => assert.deepEqual(missingApis(text), [api]));
}

Deno.test("available APIs are not refused", () => {
  const code = `Promise.try(f); Array.fromAsync(x); new Set(a).union(b); text.toWellFormed();
    URL.parse(x); iterator.map(f).toArray(); Promise.withResolvers(); Object.groupBy(x, f);
    request.mode; map.keys(); { global: { fetch } };
    import map from "./map.json" with { type: "json" }; using file = open();`;
  assert.deepEqual(missingApis(code), []);
});
