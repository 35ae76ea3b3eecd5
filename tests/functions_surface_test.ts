// What the platform sees of the functions: configuration, import maps and file names. Deploying does not
// complain about any of it; requests would.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import importMap from "../import_map.json" with { type: "json" };
import { functionFiles, importsOf } from "./architecture/source_files.ts";

const SUPABASE = fileURLToPath(new URL("../supabase", import.meta.url));
const FUNCTIONS = `${SUPABASE}/functions`;

const config = await Deno.readTextFile(`${SUPABASE}/config.toml`);
const entries = await Array.fromAsync(Deno.readDir(FUNCTIONS));
const names = entries.filter(({ isDirectory, name }) => isDirectory && !name.startsWith("_"))
  .map(({ name }) => name).toSorted();
const files = await functionFiles();

Deno.test("there are two functions, with names that the platform takes", () => {
  assert.deepEqual(names, ["mcp", "well-known"]);
  for (const name of names) assert.match(name, /^[A-Za-z][A-Za-z0-9_-]*$/);
});

for (const name of names) {
  Deno.test(`the gateway lets requests without a token of its own pass to ${name}`, () => {
    // Must be explicit: without it, a deployment keeps the previous setting.
    assert.equal(sectionOf(`functions.${name}`).verify_jwt, "false");
  });

  Deno.test(`${name} refers to the root's import map, as deploying finds it`, async () => {
    const text = await Deno.readTextFile(`${FUNCTIONS}/${name}/deno.json`);
    // Comments or other settings here are not understood by the platform.
    assert.deepEqual(JSON.parse(text), { importMap: "../../../import_map.json" });
    const map = new URL("../../../import_map.json", `file://${FUNCTIONS}/${name}/deno.json`);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(map)), importMap);
  });

  Deno.test(`${name} is an object with fetch, which deno serve and the platform both run`, () => {
    const index = files.find(({ path }) => path === `${name}/index.ts`);
    assert.match(index?.text ?? "", /^export default \{ fetch\b/m);
  });
}

Deno.test("no import map lies where the command line tool would stumble over it", async () => {
  for (const folder of ["", ...names.map((name) => `${name}/`)]) {
    const stray = `${FUNCTIONS}/${folder}import_map.json`;
    await assert.rejects(Deno.stat(stray), Deno.errors.NotFound, stray);
  }
});

Deno.test("new tables are closed, and no second authorization server is offered", () => {
  assert.equal(sectionOf("api").auto_expose_new_tables, "false");
  assert.equal(sectionOf("auth.oauth_server").enabled, "false");
  assert.equal(sectionOf("edge_runtime").deno_version, "2");
});

Deno.test("every package has one exact version, in both entries if it has two", () => {
  // Neither deno.lock nor .npmrc is uploaded.
  const all: Record<string, string> = Object.assign(
    {},
    importMap.imports,
    ...Object.values(importMap.scopes),
  );
  for (const [specifier, target] of Object.entries(all)) {
    const name = specifier.replace(/\/$/, "");
    const version = /@(\d+\.\d+\.\d+(-[\w.]+)?)\/?$/.exec(target)?.[1];
    const expected = specifier.endsWith("/")
      ? `npm:/${name}@${version}/`
      : `npm:${name}@${version}`;
    assert.equal(target, expected);
    const whole = all[name];
    assert.equal(whole, `npm:${name}@${version}`, `${specifier} and ${name}`);
  }
});

Deno.test("every package that a function imports is in the map, with its subpath", () => {
  const listed = Object.keys(importMap.imports);
  for (const file of files) {
    for (const { specifier } of importsOf(file)) {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) continue;
      const found = listed.some((each) =>
        each.endsWith("/") ? specifier.startsWith(each) : specifier === each
      );
      assert.ok(found, `${file.path} imports ${specifier}`);
    }
  }
});

Deno.test("migrations have names that the command line tool does not skip", async () => {
  for await (const { name } of Deno.readDir(`${SUPABASE}/migrations`)) {
    assert.match(name, /^\d{14}_[a-z0-9_]+\.sql$/);
  }
});

/** The settings of one section of config.toml, as written. */
function sectionOf(section: string): Record<string, string> {
  const [, body = ""] = config.split(`\n[${section}]\n`);
  const lines = body.split(/\n\[/)[0]?.matchAll(/^(\w+) = (.+?)(?: *#.*)?$/gm) ?? [];
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}
