// Ids, lists and long answers, against servers that take them and servers that do not.

import assert from "node:assert/strict";
import { libraryWithToken } from "../../../supabase/functions/_tools/doctor/checks/library_with_token.ts";
import type { Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { messageOf, outcomes, visitOf } from "./fake_server.ts";

const TOOLS = ["artifact_list", "artifact_view", "artifact_update"].map((name) => ({ name }));

interface Server {
  /** Whether a body gets an error. */
  refuses?: (body: string) => boolean;
  /** Length of the largest artifact's answer. */
  characters?: number;
}

function visiting(
  { refuses = () => false, characters = 0 }: Server,
  learnt: Partial<Visit> = {},
): Visit {
  return visitOf((_, init) => {
    if (refuses(String(init.body))) return { error: { code: -32602, message: "no" } };
    const { name, arguments: fields } = messageOf(init).params as {
      name: string;
      arguments: { id?: string };
    };
    if (name === "artifact_list") {
      const artifacts = [{ id: "small", size: 1 }, { id: "large", size: 1_000 }];
      return { result: { structuredContent: { artifacts } } };
    }
    return { result: { content: fields.id === "large" ? "x".repeat(characters) : "none" } };
  }, { tools: TOOLS, token: "t", ...learnt });
}

async function found(server: Server, learnt?: Partial<Visit>): Promise<string[]> {
  return outcomes(await Array.fromAsync(libraryWithToken(visiting(server, learnt))));
}

Deno.test("a server that takes ids as URIs, and lists as text, passes", async () => {
  assert.deepEqual(await found({}), ["ids as URIs: ok", "text lists: ok", "answer size: ok"]);
});

Deno.test("artifact://<id>, refused, is a problem", async () => {
  const outcomes = await found({ refuses: (body) => body.includes("artifact://") });
  assert.deepEqual(outcomes, ["ids as URIs: problem", "text lists: ok", "answer size: ok"]);
});

Deno.test("a list as JSON text, refused, is a problem", async () => {
  const outcomes = await found({ refuses: (body) => body.includes('"tags":"[') });
  assert.deepEqual(outcomes, ["ids as URIs: ok", "text lists: problem", "answer size: ok"]);
});

Deno.test("the largest artifact's answer is measured", async () => {
  assert.equal((await found({ characters: 89_900 })).at(-1), "answer size: ok");
  assert.equal((await found({ characters: 90_000 })).at(-1), "answer size: problem");
});

const SKIPPED = ["answer size: skipped"];

Deno.test("without a token, without tools, or on a foreign server nothing is called", async () => {
  const refuses = () => assert.fail("called");
  assert.deepEqual(await found({ refuses }, { ours: false }), SKIPPED);
  assert.deepEqual(await found({ refuses }, { tools: [] }), SKIPPED);
  const { token: _, ...learnt } = visiting({});
  const visit = { ...learnt, send: () => assert.fail("called") };
  assert.deepEqual(outcomes(await Array.fromAsync(libraryWithToken(visit))), SKIPPED);
});
