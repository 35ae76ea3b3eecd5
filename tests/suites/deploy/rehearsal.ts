// `task deploy`, rehearsed: link, secrets, `db push --remote` to a real PostgreSQL, the bundle, a failure in the middle,
// and a second time with nothing to do. The uploaded files are then served and called.

import assert from "node:assert/strict";
import { readDocument, sectionOf } from "../../documents.ts";
import { Parts } from "../../local/parts.ts";
import { freePort } from "../../local/ports.ts";
import { say } from "../../local/terminal.ts";
import { sourceDigest } from "../../../supabase/functions/_tools/source_digest.ts";
import { NOT_PREPARED } from "../../../supabase/functions/mcp/primitives/prepared_tools.ts";
import type { Printed } from "../program.ts";
import { requirePackages } from "../postgres/debian.ts";
import { prepareDeployTask } from "./deploy_task.ts";
import {
  appliedMigrations,
  canBeLinked,
  POOLER_HOST,
  POOLER_USER,
  startLinkedDatabase,
} from "./linked_database.ts";
import { ACCESS_TOKEN, PROJECT_REF, startManagementApi, type Upload } from "./management_api.ts";
import { copyProject } from "./project_copy.ts";
import { secretsOf, withKey } from "./secrets.ts";
import { serveAlone } from "./served_alone.ts";

const ROOT = new URL("../../../", import.meta.url);
const POOLER = {
  identifier: PROJECT_REF,
  database_type: "PRIMARY",
  is_using_scram_auth: true,
  db_user: POOLER_USER,
  db_host: POOLER_HOST,
  db_port: 6543,
  db_name: "postgres",
  connection_string: `postgres://${POOLER_USER}:[YOUR-PASSWORD]@${POOLER_HOST}:6543/postgres`,
  connectionString: "",
  default_pool_size: 15,
  max_client_conn: 200,
  pool_mode: "transaction",
};

function succeeded({ success, stdout, stderr }: Printed): string {
  assert.ok(success, stdout + stderr);
  return stdout;
}

function assertBundled(uploads: readonly Upload[]): void {
  assert.deepEqual(uploads.map(({ slug }) => slug).toSorted(), ["mcp", "well-known"]);
  for (const { slug, files, metadata } of uploads) {
    assert.equal(metadata.entrypoint_path, `supabase/functions/${slug}/index.js`);
    assert.equal(metadata.verify_jwt, false);
    const bytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    say(`${slug}: ${files.length} files, ${Math.round(bytes / 1000)} kB`);
    assert.ok(bytes < 3_000_000, `${slug} has ${bytes} bytes`);
    assert.ok(files.every(({ path }) => /\/(?:[\w-]+\.js|deno\.json)$/.test(path)));
  }
}

/** Another port for the local database: a developer's own may run at the usual one. */
async function useFreePort(config: string): Promise<number> {
  const port = freePort();
  const text = await Deno.readTextFile(config);
  assert.match(text, /^port = 54322$/m);
  await Deno.writeTextFile(config, text.replace(/^port = 54322$/m, `port = ${port}`));
  return port;
}

export async function rehearseDeployTask(t: Deno.TestContext): Promise<void> {
  if (!await canBeLinked()) {
    await t.step({ name: "needs the right to unshare mounts", ignore: true, fn: () => {} });
    return;
  }
  await requirePackages();
  await using parts = new Parts();
  const example = await Deno.readTextFile(new URL("supabase/functions/.env.example", ROOT));
  const { folder } = await parts.add(copyProject(example));
  const api = await parts.add(startManagementApi(POOLER));
  const database = await parts.add(startLinkedDatabase());
  const profile = [
    "name: rehearsal",
    `api_url: ${api.origin}`,
    `dashboard_url: ${api.origin}`,
    "project_host: supabase.co",
    "pooler_host: supabase.com",
    "",
  ].join("\n");
  const variables = {
    SUPABASE_ACCESS_TOKEN: ACCESS_TOKEN,
    SUPABASE_DB_PASSWORD: database.password,
  };
  const { supabase, deploy } = await parts.add(
    prepareDeployTask(folder, profile, variables, database.prefix),
  );

  await t.step("without a linked project it says how to link one", async () => {
    const { success, stderr } = await deploy("--yes");
    assert.deepEqual([success, api.secrets, api.uploads], [false, {}, []]);
    assert.match(
      stderr,
      /^No Supabase project is linked\. Run: npx supabase@3\.1\.0 link --project-ref <ref>$/m,
    );
    succeeded(await supabase("link", "--project-ref", PROJECT_REF));
  });
  await t.step("an unchanged copy of .env.example ends it with the line to fill in", async () => {
    for (const option of ["--yes", "--dry-run"]) {
      const { success, stdout, stderr } = await deploy(option);
      assert.deepEqual([success, stdout, api.secrets, api.uploads], [false, "", {}, []]);
      assert.equal(
        stderr.trim(),
        "Nothing was changed. Edit supabase/functions/.env first:\n  line 8: CLERK_PUBLISHABLE_KEY " +
          "is missing: copy it from Clerk's dashboard, API keys, to supabase/functions/.env",
      );
    }
    await Deno.writeTextFile(`${folder}/supabase/functions/.env`, withKey(example));
  });
  await t.step("without --remote, db push means the local stack, as the manual says", async () => {
    const port = await useFreePort(`${folder}/supabase/config.toml`);
    const { success, stdout, stderr } = await supabase("db", "push");
    assert.equal(success, false, "there is no local stack");
    assert.match(
      stdout + stderr,
      new RegExp(`^Target: local stack \\(127\\.0\\.0\\.1:${port}\\)`, "m"),
    );
    assert.equal(await appliedMigrations(database), 0);
  });
  await t.step("--dry-run prints the commands and changes nothing", async () => {
    const printed = succeeded(await deploy("--dry-run"));
    const commands = printed.match(/npx supabase@3\.1\.0 (?:secrets|db|functions) .*/g) ?? [];
    assert.equal(commands.length, 3, printed);
    assert.deepEqual([api.secrets, api.uploads], [{}, []]);
    assert.equal(await appliedMigrations(database), 0);
  });
  await t.step("a rejected upload ends it after secrets and database", async () => {
    api.failure = Response.json({ message: "Function deploy failed" }, { status: 500 });
    const { success, stdout } = await deploy("--yes");
    assert.equal(success, false);
    assert.match(stdout, /3\/3 functions failed with status 1/);
    assert.deepEqual(api.secrets, secretsOf(withKey(example)));
    assert.deepEqual(Object.keys(api.secrets), ["CLERK_PUBLISHABLE_KEY"]);
    const files = await Array.fromAsync(Deno.readDir(`${folder}/supabase/migrations`));
    assert.equal(await appliedMigrations(database), files.length);
  });
  await t.step("the next time it goes on with the functions", async () => {
    api.uploads.length = 0;
    const printed = succeeded(await deploy("--yes"));
    assert.equal(printed.match(/done before/g)?.length, 2, printed);
    assertBundled(api.uploads);
    assert.deepEqual(api.surprises, []);
  });
  await t.step("a third time there is nothing to do", async () => {
    const before = api.uploads.length;
    const printed = succeeded(await deploy("--yes"));
    assert.equal(printed.match(/done before/g)?.length, 3, printed);
    assert.equal(api.uploads.length, before);
  });
  await t.step("a changed variable is set, and replaces the functions' workers", async () => {
    const path = `${folder}/supabase/functions/.env`;
    await Deno.writeTextFile(path, `${await Deno.readTextFile(path)}\nMCP_CALLS_PER_MINUTE=200\n`);
    const before = api.uploads.length;
    const printed = succeeded(await deploy("--yes"));
    assert.match(printed, /2\/3 database[^\n]*done before/);
    assert.equal(printed.match(/done before/g)?.length, 1, printed);
    assert.equal(api.secrets.MCP_CALLS_PER_MINUTE, "200");
    assert.ok(api.uploads.length > before);
  });
  await t.step("--functions deploys the functions alone", async () => {
    const printed = succeeded(await deploy("--yes", "--again", "--functions"));
    assert.match(printed, /^1\/1 functions: deploys/m);
    assert.doesNotMatch(printed, /secrets set|db push/);
  });
  await t.step("manifest and bundle name the digest of the sources", async () => {
    const manifest = JSON.parse(await Deno.readTextFile(`${folder}/.deploy/manifest.json`));
    const digest = await sourceDigest(folder);
    assert.equal(manifest.digest, digest);
    const index = api.uploads.flatMap(({ files }) => files)
      .find(({ path }) => path === "supabase/functions/mcp/index.js");
    assert.ok(new TextDecoder().decode(index?.bytes).includes(`"${digest}"`));
  });
  await t.step("the manual's log queries reach Supabase as written", async () => {
    const manual = sectionOf(await readDocument("supabase/README.md"), "Read the log");
    assert.match(manual, /`npx supabase@3\.1\.0 logs --remote --since 24h --sql`/);
    const queries = [...manual.matchAll(/`(select [^`]+)`/g)].map(([, query = ""]) => query);
    for (const query of queries) {
      succeeded(await supabase("logs", "--remote", "--since", "24h", "--sql", query));
    }
    assert.deepEqual(api.queries, queries);
  });
  await t.step("functions delete ends the service of the project that it names", async () => {
    const manual = sectionOf(
      await readDocument("supabase/README.md"),
      "Move to another project or region",
    );
    const [, command = ""] = /`npx supabase@3\.1\.0 (functions delete [^`]+)`/.exec(manual) ?? [];
    // The tool asks, and there is no terminal here.
    const args = [...command.replace("<old ref>", PROJECT_REF).split(" "), "--yes"];
    succeeded(await supabase(...args));
    assert.deepEqual(api.deleted, ["mcp"]);
  });
  await t.step("the bundle holds the prepared tools in the place of none", () => {
    const files = api.uploads.filter(({ slug }) => slug === "mcp").at(-1)?.files ?? [];
    const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes));
    assert.ok(!texts.some((text) => text.includes(NOT_PREPARED)));
    assert.equal(texts.filter((text) => text.includes('{"tools":[{"name":"')).length, 1);
  });
  await t.step(
    "the uploaded bundle alone serves metadata, sign-in, three tools, a view and the webhook",
    () => serveAlone(api.uploads.flatMap(({ files }) => files)),
  );
}
