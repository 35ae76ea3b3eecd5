// Runs Debian's Caddy on the loopback interface, without its administration API and with a temporary
// home. Knows nothing of what it is configured to do.

import { startChild } from "../../local/child_process.ts";
import type { Part } from "../../local/parts.ts";

const CADDY = "/usr/bin/caddy";
/** Debian's Caddy would listen on every interface, and on a port of its own. */
const LOCAL_ONLY = "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n";

interface Caddy extends Part {
  readonly version: string;
}

/** @throws Error with what Caddy printed if it takes the configuration for wrong, or is not there */
export async function startCaddy(caddyfile: string): Promise<Caddy> {
  const version = await versionOf();
  const home = await Deno.makeTempDir();
  await Deno.writeTextFile(`${home}/Caddyfile`, LOCAL_ONLY + caddyfile);
  const { promise: serving, resolve } = Promise.withResolvers<true>();
  const lines: string[] = [];
  const child = startChild({
    program: CADDY,
    args: ["run", "--config", `${home}/Caddyfile`, "--adapter", "caddyfile"],
    environment: { HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
    onLine: (line) => {
      lines.push(line);
      if (line.includes("serving initial configuration")) resolve(true);
    },
  });
  const stop = async () => {
    await child.stop();
    await Deno.remove(home, { recursive: true });
  };
  if (await Promise.race([serving, child.ended])) return { version, stop };
  await stop();
  throw new Error(`Caddy ended while starting:\n${lines.join("\n")}`);
}

async function versionOf(): Promise<string> {
  try {
    const { stdout } = await new Deno.Command(CADDY, { args: ["version"] }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`There is no ${CADDY}: install Debian's package caddy.`);
  }
}
