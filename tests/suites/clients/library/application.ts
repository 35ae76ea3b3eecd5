// A host application of programs/ in a Node process of its own; it runs one step per request.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { World } from "../journey.ts";

const SCRIPTS = fileURLToPath(new URL("../programs", import.meta.url));

interface ApplicationOptions {
  /** Executable. */
  node: string;
  /** Has the packages in `node_modules`. */
  packages: string;
  /** File name in programs/. */
  script: string;
  /** After the URL. */
  args: readonly string[];
}

interface Application {
  /** @returns what the application saw; rejects with what it says of its failure */
  ask(step: string): Promise<string>;
  stop(): Promise<void>;
}

/** Puts the scripts beside the packages, at the user's home, and starts one. */
export async function startApplication(
  { node, packages, script, args }: ApplicationOptions,
  { home, mcpUrl, environment, signal }: World,
): Promise<Application> {
  await Deno.symlink(`${packages}/node_modules`, `${home}/node_modules`);
  for await (const { name } of Deno.readDir(SCRIPTS)) {
    await Deno.copyFile(`${SCRIPTS}/${name}`, `${home}/${name}`);
  }
  const child = spawn(node, [`${home}/${script}`, mcpUrl, ...args], { env: environment, signal });
  const complaints: string[] = [];
  child.stderr.on("data", (chunk) => complaints.push(String(chunk)));
  child.on("error", (error) => complaints.push(error.message));
  const closed = once(child, "close");
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (step) => {
      child.stdin.write(`${step}\n`);
      const { value } = await answers.next();
      assert.ok(value !== undefined, `the application ended: ${complaints.join("")}`);
      const { seen, failed } = JSON.parse(value);
      assert.ok(failed === undefined, `${step}: ${failed}`);
      return seen;
    },
    stop: async () => {
      child.kill("SIGKILL");
      await closed.catch(() => {});
    },
  };
}
