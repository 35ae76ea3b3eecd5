// The disk is full: creates are refused in a sentence, what was kept can be read, and with room again all goes on.
// The disk is a small one in memory, which takes the right to mount.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { Parts } from "../../local/parts.ts";
import { startStack } from "../../local/stack.ts";
import { mustRun, type Printed, run } from "../program.ts";
import { asSuperuser, copyProject, type ProjectServer } from "../postgres/project.ts";
import { callTool, type ToolOutcome } from "./client.ts";
import { startMcp } from "../mcp_process.ts";

const DISK = "160m";
const BALLAST_MIB = 16;
/** More than would fit. */
const MOST = 200;
const REFUSALS = 5;

interface Kept {
  key: string;
  id: string;
  content: string;
}

/** @returns what keeps a disk from being mounted here; undefined if nothing does */
export async function whyNoDisk(): Promise<string | undefined> {
  const disk = await Deno.makeTempDir({ prefix: "disk-" });
  try {
    const { success, stderr } = await mount(disk);
    if (!success) return stderr.trim() || "mount failed";
    await mustRun("umount", [disk]);
  } finally {
    await Deno.remove(disk);
  }
}

/** @returns a line for people */
export async function fillDisk(server: ProjectServer): Promise<string> {
  const disk = await Deno.makeTempDir({ prefix: "disk-" });
  await using parts = new Parts();
  parts.defer(() => Deno.remove(disk));
  const { success, stderr } = await mount(disk);
  assert.ok(success, stderr);
  parts.defer(async () => void await mustRun("umount", ["--lazy", disk]));
  return await fill(server, disk, parts);
}

function mount(disk: string): Promise<Printed> {
  return run("mount", ["-t", "tmpfs", "-o", `size=${DISK},mode=777`, "tmpfs", disk]);
}

async function fill(server: ProjectServer, disk: string, parts: Parts): Promise<string> {
  const copy = await copyProject(server, "on_small_disk");
  await mustRun("chown", ["postgres:", disk]);
  await asSuperuser(server, "template1", async (sql) => {
    await sql.unsafe(`create tablespace small location '${disk}'`);
    await sql.unsafe(`alter database ${copy} set tablespace small`);
  });
  const ballast = `${disk}/ballast`;
  await Deno.writeFile(ballast, new Uint8Array(BALLAST_MIB * 1024 * 1024));
  const url = server.urlOf(copy, "supabase_admin");
  parts.defer(() =>
    asSuperuser(server, "template1", async (sql) => {
      await sql.unsafe(`drop database ${copy} with (force)`);
      await sql.unsafe("drop tablespace small");
    })
  );
  const stack = await parts.add(startStack({ database: { kind: "postgres", url } }));
  const { origin } = await parts.add(startMcp(stack, {
    // The disk is to be full before the library is.
    variables: { MCP_QUOTA_BYTES: "10000000000" },
  }));
  const { access_token } = await obtainTokens(stack.mcpUrl, "Full");
  const use = (name: string, args: Record<string, unknown>) =>
    callTool(`${origin}/mcp`, access_token, name, args);

  const kept: Kept[] = [];
  const create = async (key: string): Promise<ToolOutcome> => {
    const content = randomText(900_000);
    const args = { title: key, kind: "text", content, idempotency_key: key };
    const answer = await use("artifact.create", args);
    if (answer.outcome === "done") kept.push({ key, id: answer.structured.artifact.id, content });
    return answer;
  };
  let refused = 0;
  for (let number = 0; refused < REFUSALS; number++) {
    assert.ok(number < MOST, "the disk was never full");
    const answer = await create(`create-${number}`);
    if (answer.outcome === "done") continue;
    assert.equal(answer.outcome, "refused", answer.text);
    assert.doesNotMatch(answer.text, /space|disk|extend|base\/|pg_|postgres/i);
    refused++;
  }
  const full = kept.length;
  assert.ok(full > 0);
  await expectKept(kept, use);

  await Deno.remove(ballast);
  const answer = await create("create-after");
  assert.equal(answer.outcome, "done", answer.text);
  await expectKept(kept, use);
  const rows = await stack.database.sql("select idempotency_key as key, id from artifacts");
  const expected = kept.map(({ key, id }) => ({ key, id }));
  assert.deepEqual(
    new Set(rows.map((row) => JSON.stringify(row))),
    new Set(expected.map((row) => JSON.stringify(row))),
  );
  assert.equal(rows.length, kept.length);
  return `full disk: ${full} artifacts of 900 kB kept, ${refused} more refused in a sentence, all of the former read ` +
    "meanwhile; with room again creates go on; none lost, none twice";
}

async function expectKept(
  kept: readonly Kept[],
  use: (name: string, args: Record<string, unknown>) => Promise<ToolOutcome>,
): Promise<void> {
  for (const { id, content } of kept) {
    const { outcome, structured, text } = await use("artifact.view", {
      id,
      offset: 0,
      limit: 1_000,
    });
    assert.equal(outcome, "done", text);
    assert.equal(structured.artifact.content, content.slice(0, 1_000));
  }
}

/** Cannot be compressed much, as the database would. */
function randomText(length: number): string {
  const bytes = new Uint8Array(length * 3 / 4);
  for (let at = 0; at < bytes.length; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  }
  return bytes.toBase64();
}
