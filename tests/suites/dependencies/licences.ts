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
/** Their packages say nothing; they are measured against, never deployed or passed on. */
const SILENT = ["mcp-lite"];
const STORE = fileURLToPath(new URL("../../../node_modules/.deno/", import.meta.url));

interface LockedPackage {
  dependencies?: string[];
}
const LOCK = new URL("../../../deno.lock", import.meta.url);
const LOCKED: Record<string, LockedPackage> = JSON.parse(await Deno.readTextFile(LOCK)).npm;

/** @returns a line for the deployed packages and one for all; throws with those under other licences */
export async function checkLicences(): Promise<string[]> {
  const deployed = closureOf(Object.keys(LOCKED).filter((key) => nameOf(key) in PACKAGE_OWNERS));
  const all = Object.keys(LOCKED);
  const licences = new Map<string, string>();
  for (const key of all) licences.set(key, await licenceOf(key));
  const strange = [...licences].filter(([key, licence]) =>
    !isFree(licence) && (deployed.has(key) || !SILENT.includes(nameOf(key)))
  );
  assert.deepEqual(strange, [], "packages under licences that were not looked at");
  return [
    `deployed packages: ${summaryOf([...deployed].map((key) => licences.get(key) ?? ""))}`,
    `with those of the tests: ${summaryOf([...licences.values()])}`,
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

async function licenceOf(key: string): Promise<string> {
  const name = nameOf(key);
  const [version = ""] = key.slice(name.length + 1).split("_");
  const folder = `${name.replaceAll("/", "+")}@${version}`;
  const text = await Deno.readTextFile(`${STORE}${folder}/node_modules/${name}/package.json`);
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
