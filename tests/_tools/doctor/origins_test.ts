// Check origins: refused origins, and preflights that disagree with POST.

import assert from "node:assert/strict";
import { origins } from "../../../supabase/functions/_tools/doctor/checks/origins.ts";
import { outcomes, sessionWith } from "./fake_server.ts";

/** @param post, preflight whether an origin is allowed */
async function found(post: (origin: string) => boolean, preflight: (origin: string) => boolean) {
  const session = sessionWith((_, { method, headers }) => {
    const origin = new Headers(headers).get("Origin") ?? "";
    if (method !== "OPTIONS") return post(origin) ? {} : 403;
    return new Response(null, {
      status: 204,
      headers: preflight(origin) ? { "Access-Control-Allow-Origin": "*" } : {},
    });
  });
  return await Array.fromAsync(origins(session));
}

const isKnown = (origin: string) => origin !== "https://doctor.invalid";

Deno.test("origins() accepts a server that allows known hosts and refuses others", async () => {
  const findings = await found(isKnown, isKnown);
  assert.deepEqual(outcomes(findings), ["origins: ok", "origin: ok", "cors origins: ok"]);
});

Deno.test("origins() finds a preflight that allows an origin that POST refuses", async () => {
  const [, , preflight] = await found(isKnown, () => true);
  assert.match(
    preflight?.found ?? "",
    /allows https:\/\/doctor\.invalid, but POST refuses the same origins/,
  );
});

for (
  const [origin, client] of Object.entries({
    "https://chatgpt.com": "ChatGPT",
    "https://claude.ai": "claude.ai",
    "https://claude.com": "claude.ai",
    "https://grok.com": "Grok",
    "vscode-file://vscode-app": "VS Code",
  })
) {
  Deno.test(`origins() names ${client} as affected if ${origin} is refused`, async () => {
    const allowed = (each: string) => isKnown(each) && each !== origin;
    const [hosts] = await found(allowed, allowed);
    assert.deepEqual([hosts?.outcome, hosts?.affects], ["problem", [client]]);
  });
}
