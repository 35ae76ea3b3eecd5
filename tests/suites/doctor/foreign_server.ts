// A third-party server: the official SDK's example with its OAuth demo, unmodified, in its own process.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import { startChild } from "../../local/child_process.ts";
import type { Part } from "../../local/parts.ts";
import { freePort } from "../../local/ports.ts";

const EXAMPLE = fileURLToPath(
  new URL(
    "../../../node_modules/@modelcontextprotocol/sdk/dist/esm/examples/server/simpleStreamableHttp.js",
    import.meta.url,
  ),
);

interface ForeignServer extends Part {
  readonly url: string;
}

/** @param oauth whether the server needs a token from its own authorization server */
export async function startForeignServer(oauth: boolean): Promise<ForeignServer> {
  const port = freePort();
  const authPort = freePort();
  const { promise: listens, resolve } = Promise.withResolvers<true>();
  const lines: string[] = [];
  const child = startChild({
    args: ["run", "-A", EXAMPLE, ...(oauth ? ["--oauth"] : [])],
    environment: { ...Deno.env.toObject(), MCP_PORT: `${port}`, MCP_AUTH_PORT: `${authPort}` },
    onLine: (line) => {
      lines.push(line);
      if (line.includes("listening on port " + port)) resolve(true);
    },
  });
  if (await Promise.race([listens, child.ended])) {
    return { url: `http://localhost:${port}/mcp`, stop: child.stop };
  }
  throw new Error(`the example ended:\n${lines.join("\n")}`);
}

/** The demo signs every user in at once, so following the redirects is enough. */
export async function followRedirects(address: string): Promise<void> {
  await (await fetch(address)).body?.cancel();
}

/** The problems and unclear findings, one line each. */
export function problemLines(findings: readonly Finding[]): string[] {
  return findings.filter(({ outcome }) => outcome === "problem" || outcome === "unclear")
    .map(({ check, outcome, found }) => `${outcome} ${check}: ${found}`);
}

/** Asserts the findings that must hold for the example. */
export function assertPlausible(findings: readonly Finding[], oauth: boolean): void {
  const outcomeOf = (check: string) => findings.find((each) => each.check === check)?.outcome;
  assert.equal(outcomeOf("reachable"), "ok");
  assert.equal(outcomeOf("health"), "skipped");
  assert.equal(outcomeOf("initialize"), oauth ? "note" : "ok");
  // Fixes for other servers must not mention this project's commands.
  for (const { fix } of findings) {
    assert.doesNotMatch(fix?.command ?? "", /supabase|CLERK_|MCP_|clerk:/);
  }
  if (!oauth) return;
  for (const check of ["metadata", "resource", "PKCE", "registration", "sign-in"]) {
    assert.equal(outcomeOf(check), "ok", check);
  }
}
