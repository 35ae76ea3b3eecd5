// What the platform reads of the functions: configuration, import maps and file names. A mistake here passes
// deployment; requests to the deployed function then fail.

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
  assert.deepEqual(
    names,
    ["mcp", "well-known"],
    `supabase/functions has the folders ${
      names.join(", ")
    }. Each one is deployed as a function. Rename a folder ` +
      "that is none to _name. For a new function, add its name here and [functions.<name>] to supabase/config.toml.",
  );
  for (const name of names) {
    assert.match(
      name,
      /^[A-Za-z][A-Za-z0-9_-]*$/,
      `Rename supabase/functions/${name}: a function's name begins with a letter and has letters, digits, _ and -.`,
    );
  }
});

for (const name of names) {
  Deno.test(`the gateway lets requests without a token of its own pass to ${name}`, () => {
    // Must be explicit: without it, a deployment keeps the previous setting.
    assert.equal(
      sectionOf(`functions.${name}`).verify_jwt,
      "false",
      `Set verify_jwt = false under [functions.${name}] in supabase/config.toml.`,
    );
  });

  Deno.test(`${name} refers to the root's import map, as deploying finds it`, async () => {
    const text = await Deno.readTextFile(`${FUNCTIONS}/${name}/deno.json`);
    // Comments or other settings here are not understood by the platform.
    const expected = { importMap: "../../../import_map.json" };
    assert.deepEqual(
      JSON.parse(text),
      expected,
      `Write exactly ${JSON.stringify(expected)} in supabase/functions/${name}/deno.json.`,
    );
    const map = new URL("../../../import_map.json", `file://${FUNCTIONS}/${name}/deno.json`);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(map)), importMap);
  });

  Deno.test(`${name} is an object with fetch, which deno serve and the platform both run`, () => {
    const index = files.find(({ path }) => path === `${name}/index.ts`);
    assert.match(
      index?.text ?? "",
      /^export default \{ fetch\b/m,
      `Begin a line of supabase/functions/${name}/index.ts with: export default { fetch`,
    );
  });
}

Deno.test("no import map lies where the command line tool would stumble over it", async () => {
  for (const folder of ["", ...names.map((name) => `${name}/`)]) {
    const stray = `${FUNCTIONS}/${folder}import_map.json`;
    const advice = `Delete ${stray}. Packages belong in the root's import_map.json.`;
    await assert.rejects(Deno.stat(stray), Deno.errors.NotFound, advice);
  }
});

Deno.test("new tables are closed, and no second authorization server is offered", () => {
  const expected: [section: string, setting: string, value: string][] = [
    ["api", "auto_expose_new_tables", "false"],
    ["auth.oauth_server", "enabled", "false"],
    ["edge_runtime", "deno_version", "2"],
  ];
  for (const [section, setting, value] of expected) {
    const advice = `Set ${setting} = ${value} under [${section}] in supabase/config.toml.`;
    assert.equal(sectionOf(section)[setting], value, advice);
  }
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
    const version = /@(\d+\.\d+\.\d+(-[\w.]+)?)\/?$/.exec(target)?.[1] ?? "<exact version>";
    const expected = specifier.endsWith("/")
      ? `npm:/${name}@${version}/`
      : `npm:${name}@${version}`;
    assert.equal(target, expected, `Write "${specifier}": "${expected}" in import_map.json.`);
    const whole = all[name];
    const advice = `import_map.json: give "${name}" the version of "${specifier}", ${version}.`;
    assert.equal(whole, `npm:${name}@${version}`, advice);
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
      const advice = `Add "${specifier}" to imports in import_map.json, with an exact version.`;
      assert.ok(found, `${file.path} imports ${specifier}. ${advice}`);
    }
  }
});

Deno.test("migrations have names that the command line tool does not skip", async () => {
  for await (const { name } of Deno.readDir(`${SUPABASE}/migrations`)) {
    assert.match(
      name,
      /^\d{14}_[a-z0-9_]+\.sql$/,
      `Rename supabase/migrations/${name} to <timestamp of 14 digits>_<name>.sql.`,
    );
  }
});

/** The settings of one section of config.toml, as written. */
function sectionOf(section: string): Record<string, string> {
  const [, body = ""] = config.split(`\n[${section}]\n`);
  const lines = body.split(/\n\[/)[0]?.matchAll(/^(\w+) = (.+?)(?: *#.*)?$/gm) ?? [];
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}
