// recoveryCallFor(): the read-only call that returns the data that the host dropped.

import assert from "node:assert/strict";
import { recoveryCallFor } from "../../supabase/functions/mcp/views/artifact/recovery_call.ts";
import { recoveryCallFor as recoveryCallForList } from "../../supabase/functions/mcp/views/list/recovery_call.ts";
import { READING_TOOLS } from "../../supabase/functions/mcp/views/shared/tool_name.ts";

const ID = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";
const DRAFT = { title: "T", kind: "text", content: "c" };
const SAVED = `Saved "T" (text, 1 bytes). id: ${ID}`;
const CHANGED = `"T is at version 9 (" is at version 3 (5 bytes).`;
const view = (input: Record<string, unknown>) => ({ name: "artifact.view" as const, input });

type Lost = Parameters<typeof recoveryCallFor>[0];
const CASES: [string, Lost, ReturnType<typeof recoveryCallFor>][] = [
  ["a view, by name", { tool: "artifact.view", input: { id: ID }, summary: "" }, view({ id: ID })],
  [
    "a view of a version in the middle",
    { tool: "artifact.view", input: { id: ID, version: 2, offset: 5 }, summary: "" },
    view({ id: ID, version: 2 }),
  ],
  [
    "a version as text, an id as a URI",
    { tool: undefined, input: { id: `artifact://${ID}`, version: "2" }, summary: "" },
    view({ id: ID, version: 2 }),
  ],
  [
    "a create",
    { tool: "artifact.create", input: DRAFT, summary: SAVED },
    view({ id: ID }),
  ],
  [
    "a create whose arguments and title name other ids",
    {
      tool: "artifact.create",
      input: { ...DRAFT, id: OTHER },
      summary: `Saved "x id: ${OTHER}" (text, 1 bytes). id: ${ID}`,
    },
    view({ id: ID }),
  ],
  [
    "a create, by its arguments",
    { tool: undefined, input: DRAFT, summary: SAVED },
    view({ id: ID }),
  ],
  [
    "a create whose arguments never came",
    { tool: undefined, input: {}, summary: SAVED },
    view({ id: ID }),
  ],
  ["a create that names no id", { tool: undefined, input: DRAFT, summary: "Saved" }, undefined],
  [
    "an update",
    { tool: "artifact.update", input: { id: ID, expected_version: 2 }, summary: CHANGED },
    view({ id: ID, version: 3 }),
  ],
  [
    "an update, by its arguments",
    { tool: undefined, input: { id: ID, expected_version: 2, content: "c" }, summary: CHANGED },
    view({ id: ID, version: 3 }),
  ],
  [
    "an update that names no version",
    { tool: undefined, input: { id: ID, expected_version: 2 }, summary: "Done" },
    view({ id: ID }),
  ],
  [
    "a view whose title names another id",
    {
      tool: undefined,
      input: {},
      summary: `Artifact (text, version 1) id: ${ID}\nTitle: "x id: ${OTHER}"`,
    },
    view({ id: ID }),
  ],
  [
    "an open",
    { tool: "artifact.open", input: { share: "s", offset: 4 }, summary: "" },
    { name: "artifact.open", input: { share: "s" } },
  ],
  [
    "an open, by its arguments",
    { tool: undefined, input: { share: "s" }, summary: "" },
    { name: "artifact.open", input: { share: "s" } },
  ],
  [
    "an open without its share, whose title names an id",
    { tool: "artifact.open", input: {}, summary: `Shared artifact (text)\nTitle: "x id: ${ID}"` },
    undefined,
  ],
  [
    "inside a library, by the arguments",
    { tool: "artifact.list", input: { id: ID }, summary: "" },
    view({ id: ID }),
  ],
  [
    "inside a library, a share",
    { tool: "artifact.list", input: { share: "s" }, summary: "" },
    { name: "artifact.open", input: { share: "s" } },
  ],
  ["nothing", { tool: undefined, input: {}, summary: "" }, undefined],
  ["an id of another type", { tool: undefined, input: { id: 7 }, summary: "" }, undefined],
];

for (const [what, lost, expected] of CASES) {
  Deno.test(`${what} → ${expected ? expected.name : "nothing"} is called`, () => {
    assert.deepEqual(recoveryCallFor(lost), expected);
  });
}

Deno.test("recoveryCallFor() never returns a saving tool", () => {
  const tools = ["view", "create", "update", "open", "list", "delete"].map((verb) =>
    `artifact.${verb}`
  );
  const inputs = CASES.map(([, { input }]) => input);
  for (const tool of [undefined, ...tools]) {
    for (const input of inputs) {
      for (const sentence of [SAVED, CHANGED, ""]) {
        const name = recoveryCallFor({ tool, input, summary: sentence })?.name;
        assert.ok(name === undefined || READING_TOOLS.includes(name), `${name}`);
        assert.equal(recoveryCallForList({ tool, input, summary: sentence }).name, "artifact.list");
      }
    }
  }
});

Deno.test("recoveryCallFor() of the list keeps non-empty known arguments", () => {
  const input = { limit: 3, cursor: null, query: "", tag: "a", toolCallId: "x", trashed: false };
  const { input: again } = recoveryCallForList({ tool: undefined, input, summary: "" });
  assert.deepEqual(again, { limit: 3, tag: "a", trashed: false });
});
