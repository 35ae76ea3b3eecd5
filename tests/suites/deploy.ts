// Deploying, rehearsed: the manual's commands with the real command line tool, against a stand-in for
// Supabase's Management API. The uploaded files alone are then served and called. Needs npx.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { functionFiles } from "../architecture/source_files.ts";
import { readDocument } from "../documents.ts";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { overBudget } from "./deploy/budget.ts";
import { rehearseDeployTask } from "./deploy/rehearsal.ts";
import { findCommandLineTool } from "./deploy/command_line_tool.ts";
import {
  ACCESS_TOKEN,
  PROJECT_REF,
  startManagementApi,
  type Upload,
} from "./deploy/management_api.ts";
import { filesLater, filesOf, moduleGraph } from "./deploy/module_graph.ts";
import { copyProject } from "./deploy/project_copy.ts";
import { deployCommands } from "./deploy/readme_commands.ts";
import { RESERVED, secretsOf, withAll } from "./deploy/secrets.ts";
import { serveAlone } from "./deploy/served_alone.ts";
import { packedSize, sizeOf } from "./deploy/size.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FUNCTIONS = ["mcp", "well-known"];
const COMMANDS = ["link", "secrets set", "functions deploy"];
/** Loaded by the first request that needs it and by nothing before that. */
const LAZY = [
  "protocol/legacy/handshake.ts",
  "auth/clerk/verifier.ts",
  "auth/verified_tokens.ts",
  "auth/clerk/webhook.ts",
  "artifacts/postgres/data_api.ts",
  "artifacts/postgres/store.ts",
].map((path) => `supabase/functions/mcp/${path}`);
/**
 * The platform's limit for what it bundles itself, as `--use-api` asks (20 MB for what Docker bundles).
 * It does not say what it measures: here it is the most that it can be, once compressed.
 */
const MAX_BYTES = 5_000_000;

/** Paths of a function from the project's root. */
function pathsOf(name: string) {
  const folder = `supabase/functions/${name}`;
  const bundled = name === "mcp" ? "bundled.ts" : "index.ts";
  return {
    entrypoint: `${folder}/index.ts`,
    bundled: `${folder}/${bundled}`,
    config: `${folder}/deno.json`,
  };
}

function assertMetadata({ slug, metadata }: Upload): void {
  const { entrypoint, config } = pathsOf(slug);
  assert.deepEqual(metadata, {
    name: slug,
    entrypoint_path: entrypoint,
    import_map_path: config,
    static_patterns: [],
    verify_jwt: false,
  });
}

/**
 * Nothing is left behind that the function imports, and nothing goes along that it does not.
 * @returns the files it loads only when they are needed
 */
async function assertFiles({ slug, files }: Upload, project: string): Promise<string[]> {
  const { entrypoint, config } = pathsOf(slug);
  const graph = await moduleGraph(`${project}/${entrypoint}`, `${project}/${config}`);
  const fromProject = (path: string) => path.replace(`${project}/`, "");
  const needed = [...filesOf(graph).map(fromProject), config, "import_map.json"];
  assert.deepEqual(files.map(({ path }) => path).toSorted(), needed.toSorted(), slug);
  for (const { path, bytes } of files) {
    assert.deepEqual(bytes, await Deno.readFile(`${project}/${path}`), path);
  }
  return filesLater(graph).map(fromProject);
}

/** A module without a static import is not uploaded, and would be missed at its first use. */
async function assertNoneStaysBehind(uploads: readonly Upload[]): Promise<void> {
  const uploaded = new Set(uploads.flatMap(({ files }) => files.map(({ path }) => path)));
  const sources = (await functionFiles()).map(({ path }) => `supabase/functions/${path}`);
  // Browsers run the views; only their built form is uploaded. Bundles have an entry point of their own.
  const elsewhere = /\/mcp\/(?:views\/(?!built\/)|(?:bundled|calls)\.ts$)/;
  const left = sources.filter((path) => !uploaded.has(path));
  assert.deepEqual(left, sources.filter((path) => elsewhere.test(path)), "uploaded by no function");
}

async function tellSize({ slug, files }: Upload, project: string): Promise<void> {
  const size = await sizeOf(project, pathsOf(slug));
  const uploaded = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const packed = size.packed + await packedSize(files.map(({ bytes }) => bytes));
  const later = Object.entries(size.later).map(([name, bytes]) => `${name} ${inKb(bytes)}`);
  say(
    `${slug}: ${files.length} files, ${inKb(uploaded)} uploaded; minified, ${
      inKb(size.atStart)
    } are ` +
      `loaded at start, and later (${later.join(", ") || "nothing"}); with all of its packages ` +
      `${inKb(uploaded + size.packages)}, ${inKb(packed)} compressed, of ${inKb(MAX_BYTES)}`,
  );
  assert.deepEqual(overBudget(slug, { files: files.length, ...size }), []);
  assert.ok(packed < MAX_BYTES, `${slug} is too big to be bundled by the platform`);
}

function inKb(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

Deno.test("the manual's commands deploy both functions", async (t) => {
  await using parts = new Parts();
  const example = await Deno.readTextFile(`${ROOT}/supabase/functions/.env.example`);
  const secrets = withAll(example);
  const { folder } = await parts.add(copyProject(secrets));
  const api = await parts.add(startManagementApi());
  const tool = await parts.add(findCommandLineTool(api.origin, ACCESS_TOKEN));

  await t.step(`the manual's commands are ${COMMANDS.join(", ")}, and succeed`, async () => {
    const commands = deployCommands(await readDocument("supabase/README.md"), PROJECT_REF);
    assert.deepEqual(
      commands.map(([first, second]) => first === "link" ? first : `${first} ${second}`),
      COMMANDS,
    );
    for (const command of commands) {
      const { success, stdout, stderr } = await tool.run(command, folder);
      const printed = stdout + stderr;
      assert.deepEqual(api.surprises, []);
      assert.ok(success, printed);
      // A file that is missing is no more than a warning to the tool.
      assert.deepEqual(printed.match(/^.*\bWARN.*$/gm) ?? [], []);
    }
  });
  await t.step("secrets arrive as written, except reserved ones", () => {
    assert.deepEqual(api.secrets, secretsOf(secrets));
    say(`secrets set: ${Object.keys(api.secrets).length} arrived as written, ${RESERVED} did not`);
  });
  await t.step("each function is uploaded with its metadata and activated", () => {
    assert.deepEqual(api.uploads.map(({ slug }) => slug).toSorted(), FUNCTIONS);
    assert.deepEqual(api.activated.toSorted(), FUNCTIONS);
    api.uploads.forEach(assertMetadata);
  });
  await t.step("an upload has the files that its function imports, and no other", async () => {
    const later: string[] = [];
    for (const upload of api.uploads) later.push(...await assertFiles(upload, folder));
    await assertNoneStaysBehind(api.uploads);
    assert.deepEqual(LAZY.filter((path) => !later.includes(path)), [], "not loaded lazily");
  });
  await t.step("uploads are within the budget and the platform's limit", async () => {
    for (const upload of api.uploads) await tellSize(upload, folder);
  });
  await t.step(
    "the uploaded files alone serve metadata, a handshake, sign-in, three tools, a view and the webhook",
    () => serveAlone(api.uploads.flatMap(({ files }) => files)),
  );
  await t.step(
    "the tool prints why an upload was rejected, and repeats a throttled one",
    async () => {
      const deploy = ["functions", "deploy", "well-known", "--use-api"];
      api.failure = Response.json({ message: "request entity too large" }, { status: 413 });
      const rejected = await tool.run(deploy, folder);
      assert.equal(rejected.success, false);
      const printed = rejected.stdout + rejected.stderr;
      assert.match(
        printed,
        /unexpected deploy status 413: \{"message":"request entity too large"\}/,
      );
      const message = "ThrottlerException: Too Many Requests";
      api.failure = Response.json({ message }, { status: 429 });
      assert.ok((await tool.run(deploy, folder)).success);
    },
  );
});

Deno.test("task deploy deploys the bundle to a linked project", rehearseDeployTask);
