// Check metadata_paths: where each client's search for metadata ends.

import assert from "node:assert/strict";
import { metadataPaths } from "../../../supabase/functions/_tools/doctor/checks/metadata_paths.ts";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import type { Session } from "../../../supabase/functions/_tools/doctor/session.ts";
import { metadataUrl } from "../../../supabase/functions/_shared/protected_resource.ts";
import { MCP, sessionWith } from "./fake_server.ts";

const ISSUER = "https://clerk.example.com";
const RESOURCE = { resource: MCP, authorization_servers: [ISSUER] };
const BELOW = `${MCP}/.well-known/oauth-protected-resource`;
const ROOT = "https://mcp.example.com/.well-known/oauth-protected-resource/functions/v1/mcp";

/** @param documents by URL; other URLs get 404 */
async function found(documents: Record<string, unknown>, known: Partial<Session> = {}) {
  const session = sessionWith(({ href }) => documents[href] ?? 404, {
    challenge: { metadataUrl: metadataUrl(MCP) },
    issuer: ISSUER,
    ...known,
  });
  return await Array.fromAsync(metadataPaths(session));
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

Deno.test("with the document below the endpoint, Codex CLI finds sign-in", async () => {
  const findings = await found({ [metadataUrl(MCP)]: RESOURCE, [BELOW]: RESOURCE });
  assert.equal(of(findings, "Codex CLI")?.outcome, "ok");
});

Deno.test("a wrong first document ends the search, even with a right one at the root", async () => {
  for (
    const [wrong, defect] of [
      [{ ...RESOURCE, resource: `${MCP}/` }, /is for resource/],
      [{ ...RESOURCE, authorization_servers: [] }, /names no authorization server/],
    ] as const
  ) {
    const finding = of(await found({ [BELOW]: wrong, [ROOT]: RESOURCE }), "Codex CLI");
    assert.equal(finding?.outcome, "problem");
    assert.match(finding?.found ?? "", defect);
  }
});

Deno.test("without a challenge, clients look at the root", async () => {
  const session = sessionWith(({ href }) => href === ROOT ? RESOURCE : 404, { issuer: ISSUER });
  const findings = await Array.fromAsync(metadataPaths(session));
  assert.match(of(findings, "Claude Code")?.found ?? "", /^.*Claude Code.*: \/\.well-known/);
  const nowhere = await Array.fromAsync(metadataPaths(sessionWith(() => 404)));
  assert.equal(of(nowhere, "Claude Code")?.outcome, "problem");
});

Deno.test("on another server, this project's well-known function is not requested", async () => {
  const requested: string[] = [];
  const session = sessionWith(({ pathname }) => {
    requested.push(pathname);
    return 404;
  }, { isThisProject: false, url: "https://mcp.example.com/api" });
  await Array.fromAsync(metadataPaths(session));
  assert.ok(requested.includes("/api/.well-known/oauth-protected-resource"));
  assert.ok(requested.includes("/.well-known/oauth-protected-resource/api"));
  assert.deepEqual(requested.filter((path) => path.includes("/well-known/")), []);
});
