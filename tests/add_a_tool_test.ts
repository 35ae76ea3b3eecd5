// README's "Add a tool", performed in a copy of the project as it is printed.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { codeBlocks, readDocument, sectionOf } from "./documents.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const MOD = "supabase/functions/mcp/tools/mod.ts";
const COPIED = ["deno.json", "deno.lock", "import_map.json", "supabase/functions", "tests/mcp"];

/** Calls the new tool as a signed-in user and as an anonymous one. */
const PROGRAM = `
import { call, startInProcess } from "./tests/mcp/in_process.ts";
const { post } = startInProcess();
const bearer = { Authorization: "Bearer alice" };
for (const title of ["One", "Two"]) {
  await post(call("artifact.create", { title, kind: "text", content: "c" }), bearer);
}
const result = await (await post(call("artifact.count", { kind: "text" }), bearer)).json();
const anonymous = await post(call("artifact.count", { kind: "text" }));
const list = await (await post({ jsonrpc: "2.0", id: 1, method: "tools/list" })).json();
const listed = list.result.tools.at(-1);
console.log(JSON.stringify({ result, status: anonymous.status, listed }));
`;

async function copyProject(): Promise<string> {
  const folder = await Deno.makeTempDir();
  for (const path of COPIED) await copy(`${ROOT}${path}`, `${folder}/${path}`);
  await Deno.symlink(`${ROOT}node_modules`, `${folder}/node_modules`);
  return folder;
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}

async function deno(folder: string, ...args: string[]): Promise<string> {
  const options = { args, cwd: folder, stdout: "piped", stderr: "piped" } as const;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test('"Add a tool" works as README prints it', async () => {
  const section = sectionOf(await readDocument("README.md"), "Add a tool");
  const [, path = ""] = /Save this as `([^`]+)`/.exec(section) ?? [];
  const [code = ""] = codeBlocks(section, "ts");
  const folder = await copyProject();
  try {
    await Deno.writeTextFile(`${folder}/${path}`, code);
    const mod = await Deno.readTextFile(`${folder}/${MOD}`);
    const added = mod
      // The reader of README may have added it, too.
      .replace(/^import count .*\n|^ {2}count,\n/gm, "")
      .replace("\nimport ", '\nimport count from "./artifact/count.ts";\nimport ')
      .replace("  fetch,\n];", "  fetch,\n  count,\n];");
    await Deno.writeTextFile(`${folder}/${MOD}`, added);
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    await deno(folder, "check", path, MOD);
    const { result, status, listed } = JSON.parse(
      await deno(folder, "run", "-A", "--no-check", "program.ts"),
    );
    assert.deepEqual(result.result.structuredContent, { count: 2 });
    assert.equal(result.result.content[0].text, "2 artifacts.");
    assert.equal(status, 401);
    assert.equal(listed.name, "artifact.count");
    assert.deepEqual(listed.securitySchemes, [{ type: "oauth2", scopes: ["profile"] }]);
    assert.equal(listed.annotations.readOnlyHint, true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
