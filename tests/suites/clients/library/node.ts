// A Node for libraries that want a newer one than the machine's.

import { install } from "../installation.ts";

const VERSION = "22.23.3";
const ARCHITECTURES = { x86_64: "x64", aarch64: "arm64" };

/**
 * Installs it from npm.
 * @returns the executable
 */
export async function installNode(): Promise<string> {
  const name = `node-linux-${ARCHITECTURES[Deno.build.arch]}`;
  return `${await install(`${name}@${VERSION}`)}/node_modules/${name}/bin/node`;
}
