// What each tool says when the database's time limit cuts its call off: a read says that nothing was changed and what
// to do, never that something may have taken effect.

import assert from "node:assert/strict";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { storeAnswered } from "../artifacts/answered_database.ts";
import { requireRows } from "./missing_row.ts";
import { call, startInProcess } from "../in_process.ts";

const TIME_LIMIT = { code: "57014", message: "canceling statement due to statement timeout" };
const id = "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab";

/** Calls of every tool that reach the database. */
const CALLS: Record<string, Record<string, unknown>[]> = {
  "artifact.kinds": [{}],
  "artifact.list": [
    {},
    { tag: "x" },
    { query: "word" },
    { query: '"a phrase" or -word', kind: "code" },
  ],
  "artifact.view": [{ id }, { id, version: 1 }, { id, offset: 10 }],
  "artifact.create": [{ title: "t", kind: "text", content: "c" }],
  "artifact.update": [{ id, expected_version: 1, title: "t" }],
  "artifact.history": [{ id }],
  "artifact.restore": [{ id, version: 1 }],
  "artifact.delete": [{ id }],
  "artifact.share": [{ id }],
  "artifact.unshare": [{ id }],
  "artifact.open": [{ share: "A".repeat(32) }],
  "artifact.export": [{}],
  "search": [{ query: "word" }],
  "fetch": [{ id }],
};

const reads = new Map(
  createCatalogue(TOOLS).descriptors("dotted")
    .map(({ name, annotations }) => [name, annotations.readOnlyHint]),
);

async function textOf(name: string, args: Record<string, unknown>, answer: () => Response) {
  const { store, shared } = storeAnswered(answer);
  const { post, reports } = startInProcess({ artifactsOf: () => store, server: { shared } });
  const response = await post(call(name, args), { Authorization: "Bearer alice" });
  const { result } = await response.json();
  assert.equal(result.isError, true);
  return { text: result.content[0].text as string, reports };
}

Deno.test("every tool has a call in CALLS", () => {
  const file = "tests/mcp/tools/cut_off_test.ts";
  const row = (name: string) => `"${name}": [{ id }], with arguments that it accepts`;
  requireRows(file, "CALLS", Object.keys(CALLS), TOOLS, row);
});

for (const { name } of TOOLS) {
  for (const args of CALLS[name] ?? []) {
    Deno.test(`${name} ${JSON.stringify(args)}, cut off or failing, says what may have changed`, async () => {
      for (
        const answer of [
          () => Response.json(TIME_LIMIT, { status: 500 }),
          () => new Response("Internal Server Error", { status: 500 }),
          () => {
            throw new DOMException("Signal timed out.", "TimeoutError");
          },
        ]
      ) {
        const { text } = await textOf(name, args, answer);
        assert.equal(/took effect/.test(text), !reads.get(name), text);
        assert.match(text, /Try again in a moment|Search for fewer or rarer words/);
        assert.doesNotMatch(text, /57014|statement/);
      }
    });
  }
}

Deno.test("a search that is cut off advises a smaller search, and is no fault of the server", async () => {
  for (const name of ["artifact.list", "search"]) {
    const cutOff = () => Response.json(TIME_LIMIT, { status: 500 });
    const { text, reports } = await textOf(name, { query: "word" }, cutOff);
    assert.match(text, /took too long and was stopped\. Search for fewer or rarer words/);
    assert.deepEqual(reports, []);
  }
});

Deno.test("any other read that is cut off says that nothing was changed, and is reported to the operator", async () => {
  const cutOff = () => Response.json(TIME_LIMIT, { status: 500 });
  const { text, reports } = await textOf("artifact.export", {}, cutOff);
  assert.match(text, /^Something went wrong on the server, and nothing was changed\. Try again/);
  assert.equal(reports.length, 1);
});
