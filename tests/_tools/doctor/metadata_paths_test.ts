// Where each client's search for metadata ends.

import assert from "node:assert/strict";
import { metadataPaths } from "../../../supabase/functions/_tools/doctor/checks/metadata_paths.ts";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import type { Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { metadataUrl } from "../../../supabase/functions/_shared/protected_resource.ts";
import { MCP, visitOf } from "./fake_server.ts";

const ISSUER = "https://clerk.example.com";
const RESOURCE = { resource: MCP, authorization_servers: [ISSUER] };
const BELOW = `${MCP}/.well-known/oauth-protected-resource`;
const ROOT = "https://mcp.example.com/.well-known/oauth-protected-resource/functions/v1/mcp";

/** @param documents by address; every other address is 404 */
async function found(documents: Record<string, unknown>, learnt: Partial<Visit> = {}) {
  const visit = visitOf(({ href }) => documents[href] ?? 404, {
    challenge: { metadataUrl: metadataUrl(MCP) },
    issuer: ISSUER,
    ...learnt,
  });
  return await Array.fromAsync(metadataPaths(visit));
}

function of(findings: readonly Finding[], client: string): Finding | undefined {
  return findings.find(({ affects, found }) => affects?.includes(client) || found.includes(client));
}

Deno.test("without the document below the endpoint, Codex CLI finds no sign-in", async () => {
  const findings = await found({ [metadataUrl(MCP)]: RESOURCE });
  assert.equal(of(findings, "Codex CLI")?.outcome, "problem");
  assert.match(of(findings, "Codex CLI")?.found ?? "", /not at .*mcp\/\.well-known\/oauth-prot/);
  assert.equal(of(findings, "Claude Code")?.outcome, "ok");
});

Deno.test("with it, Codex CLI finds it there", async () => {
  const findings = await found({ [metadataUrl(MCP)]: RESOURCE, [BELOW]: RESOURCE });
  assert.equal(of(findings, "Codex CLI")?.outcome, "ok");
});

Deno.test("a wrong document first ends the search, also with a right one at the root", async () => {
  for (
    const [wrong, lacks] of [
      [{ ...RESOURCE, resource: `${MCP}/` }, /is about/],
      [{ ...RESOURCE, authorization_servers: [] }, /names no authorization server/],
    ] as const
  ) {
    const finding = of(await found({ [BELOW]: wrong, [ROOT]: RESOURCE }), "Codex CLI");
    assert.equal(finding?.outcome, "problem");
    assert.match(finding?.found ?? "", lacks);
  }
});

Deno.test("without a challenge, clients that follow it look at the root", async () => {
  const visit = visitOf(({ href }) => href === ROOT ? RESOURCE : 404, { issuer: ISSUER });
  const findings = await Array.fromAsync(metadataPaths(visit));
  assert.match(of(findings, "Claude Code")?.found ?? "", /^.*Claude Code.*: \/\.well-known/);
  const nowhere = await Array.fromAsync(metadataPaths(visitOf(() => 404)));
  assert.equal(of(nowhere, "Claude Code")?.outcome, "problem");
});

Deno.test("of another project's server, paths of this one's functions are not asked for", async () => {
  const asked: string[] = [];
  const visit = visitOf(({ pathname }) => {
    asked.push(pathname);
    return 404;
  }, { ours: false, url: "https://mcp.example.com/api" });
  await Array.fromAsync(metadataPaths(visit));
  assert.ok(asked.includes("/api/.well-known/oauth-protected-resource"));
  assert.ok(asked.includes("/.well-known/oauth-protected-resource/api"));
  assert.deepEqual(asked.filter((path) => path.includes("/well-known/")), []);
});
