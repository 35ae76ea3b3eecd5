// Installs a package from npm at its exact version, once, into a folder of its own that later runs find
// again. Knows no package by name.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mustRun } from "../program.ts";

const FOLDER = fileURLToPath(new URL("../../../.local/clients", import.meta.url));
/** Some programs have 400 MB. */
const INSTALL_MS = 240_000;
const VERSION_MS = 30_000;

/**
 * Installs packages unless they are installed, optional native binaries included.
 * @param specs `name@version` each; the first one names the folder
 * @returns the folder that has `node_modules`
 * @throws Error with what npm printed
 */
export async function install(...specs: string[]): Promise<string> {
  const folder = `${FOLDER}/${specs.join("+").replaceAll("/", "-")}`;
  if (await exists(folder)) return folder;
  await Deno.mkdir(FOLDER, { recursive: true });
  // Half an installation must not pass for a whole one.
  const unfinished = await Deno.makeTempDir({ dir: FOLDER, prefix: "unfinished-" });
  const flags = ["--no-audit", "--no-fund", "--no-update-notifier", "--prefix", unfinished];
  try {
    await mustRun("npm", ["install", ...flags, ...specs], { cwd: unfinished }, INSTALL_MS);
    await Deno.rename(unfinished, folder);
  } catch (error) {
    await Deno.remove(unfinished, { recursive: true });
    throw error;
  }
  return folder;
}

/** The file behind a command of an installed package. */
function commandIn(folder: string, command: string): string {
  return `${folder}/node_modules/.bin/${command}`;
}

/**
 * Installs a package and starts its command once.
 * @returns the file behind the command
 * @throws Error when it does not start, or says another version than `spec`
 */
export async function installCommand(spec: string, command: string): Promise<string> {
  const file = commandIn(await install(spec), command);
  const { stdout, stderr } = await mustRun(file, ["--version"], {}, VERSION_MS);
  const version = spec.slice(spec.lastIndexOf("@") + 1);
  assert.ok((stdout + stderr).includes(version), `${spec} says that it is ${stdout}${stderr}`);
  return file;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
