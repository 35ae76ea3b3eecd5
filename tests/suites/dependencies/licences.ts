// Under which licences the installed packages are, those that are deployed apart from those of the tests.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PACKAGE_OWNERS } from "../../architecture/packages.ts";

/** They ask for no more than to be named. */
const FREE = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "PostgreSQL",
  "Unlicense",
];
/** Used by the tests, unchanged, and never deployed or passed on. */
const TOOLS_OF_THE_TESTS: Record<string, string> = {
  "mcp-lite": "none", // its package says nothing
  "axe-core": "MPL-2.0", // asks that changes of its own files be published
};
const STORE = fileURLToPath(new URL("../../../node_modules/.deno/", import.meta.url));

interface LockedPackage {
  dependencies?: string[];
}
const LOCK = new URL("../../../deno.lock", import.meta.url);
const { npm, specifiers } = JSON.parse(await Deno.readTextFile(LOCK));
const LOCKED: Record<string, LockedPackage> = npm;
/** What the project itself names: `name@version`. */
const ROOTS = Object.entries(specifiers as Record<string, string>).map(([specifier, version]) =>
  `${specifier.slice("npm:".length, specifier.lastIndexOf("@"))}@${version}`
);

/** @returns a line for the deployed packages and one for all; throws with those under other licences */
export async function checkLicences(): Promise<string[]> {
  const deployed = closureOf(Object.keys(LOCKED).filter((key) => nameOf(key) in PACKAGE_OWNERS));
  const all = Object.keys(LOCKED);
  const licences = new Map<string, string>();
  const required = closureOf(ROOTS);
  let elsewhere = 0;
  for (const key of all) {
    const licence = await licenceOf(key);
    if (licence !== undefined) licences.set(key, licence);
    // A binary for another system, or what only such a one needs.
    else if (!required.has(key)) elsewhere++;
    else throw new Error(`${key} is not installed`);
  }
  const strange = [...licences].filter(([key, licence]) =>
    !isFree(licence) && (deployed.has(key) || TOOLS_OF_THE_TESTS[nameOf(key)] !== licence)
  );
  assert.deepEqual(strange, [], "packages under licences that were not looked at");
  return [
    `deployed packages: ${summaryOf([...deployed].map((key) => licences.get(key) ?? ""))}`,
    `with those of the tests: ${summaryOf([...licences.values()])}` +
    `; not looked at: ${elsewhere} for other systems`,
  ];
}

function closureOf(roots: string[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...roots];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    for (const dependency of LOCKED[key]?.dependencies ?? []) queue.push(keyOf(dependency));
  }
  return reached;
}

/** The lock file leaves the version out where there is but one. */
function keyOf(dependency: string): string {
  const found = Object.keys(LOCKED).find((key) =>
    key === dependency || nameOf(key) === dependency ||
    key.startsWith(`${dependency}_`)
  );
  assert.ok(found, `${dependency} is not in the lock file`);
  return found;
}

const nameOf = (key: string) => key.slice(0, key.indexOf("@", 1));

/** @returns `undefined` when the package is not installed */
async function licenceOf(key: string): Promise<string | undefined> {
  const name = nameOf(key);
  const [version = ""] = key.slice(name.length + 1).split("_");
  const folder = `${name.replaceAll("/", "+")}@${version}`;
  const path = `${STORE}${folder}/node_modules/${name}/package.json`;
  const text = await Deno.readTextFile(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  if (text === undefined) return undefined;
  const { license, licenses } = JSON.parse(text);
  return String(license?.type ?? license ?? licenses?.[0]?.type ?? "none");
}

/** One of several is free to choose: `(MIT OR GPL-3.0)`. */
function isFree(licence: string): boolean {
  return licence.replace(/[()]/g, "").split(" OR ").some((one) => FREE.includes(one));
}

function summaryOf(licences: string[]): string {
  const counts = Map.groupBy(licences, (licence) => licence);
  const parts = [...counts].map(([licence, of]) => [of.length, licence] as const)
    .toSorted(([one], [other]) => other - one);
  return `${licences.length}, ${parts.map(([count, licence]) => `${count} ${licence}`).join(", ")}`;
}
