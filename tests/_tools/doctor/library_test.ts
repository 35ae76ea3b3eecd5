// Check library_with_token, against servers that accept and that refuse.

import assert from "node:assert/strict";
import { libraryWithToken } from "../../../supabase/functions/_tools/doctor/checks/library_with_token.ts";
import type { Session } from "../../../supabase/functions/_tools/doctor/session.ts";
import { messageOf, outcomes, sessionWith } from "./fake_server.ts";

const TOOLS = ["artifact_list", "artifact_view", "artifact_update"].map((name) => ({ name }));

interface Server {
  /** Whether a body gets an error. */
  refuses?: (body: string) => boolean;
  /** Length of the largest artifact's result. */
  characters?: number;
}

function sessionWhere(
  { refuses = () => false, characters = 0 }: Server,
  known: Partial<Session> = {},
): Session {
  return sessionWith((_, init) => {
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
  }, { tools: TOOLS, token: "t", ...known });
}

async function found(server: Server, known?: Partial<Session>): Promise<string[]> {
  return outcomes(await Array.fromAsync(libraryWithToken(sessionWhere(server, known))));
}

Deno.test("libraryWithToken() accepts a server that accepts ids as URIs and lists as text", async () => {
  assert.deepEqual(await found({}), ["ids as URIs: ok", "text lists: ok", "result size: ok"]);
});

Deno.test("libraryWithToken() finds that artifact://<id> is refused", async () => {
  const outcomes = await found({ refuses: (body) => body.includes("artifact://") });
  assert.deepEqual(outcomes, ["ids as URIs: problem", "text lists: ok", "result size: ok"]);
});

Deno.test("libraryWithToken() finds that a list as JSON text is refused", async () => {
  const outcomes = await found({ refuses: (body) => body.includes('"tags":"[') });
  assert.deepEqual(outcomes, ["ids as URIs: ok", "text lists: problem", "result size: ok"]);
});

Deno.test("libraryWithToken() measures the largest artifact's result", async () => {
  assert.equal((await found({ characters: 89_900 })).at(-1), "result size: ok");
  assert.equal((await found({ characters: 90_000 })).at(-1), "result size: problem");
});

const SKIPPED = ["result size: skipped"];

Deno.test("libraryWithToken() without token, tools or library calls nothing", async () => {
  const refuses = () => assert.fail("called");
  assert.deepEqual(await found({ refuses }, { isThisProject: false }), SKIPPED);
  assert.deepEqual(await found({ refuses }, { tools: [] }), SKIPPED);
  const { token: _, ...known } = sessionWhere({});
  const session = { ...known, send: () => assert.fail("called") };
  assert.deepEqual(outcomes(await Array.fromAsync(libraryWithToken(session))), SKIPPED);
});
