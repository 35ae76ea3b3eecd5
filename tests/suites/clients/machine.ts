// An empty machine: a home directory, and an environment in which every way to open a browser leads to
// the scripted one. Some programs read BROWSER, others start `xdg-open` or `open`.

import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("browser.ts", import.meta.url));
const NAMES = ["browser", "xdg-open", "open"];

/** The way to the registry; nothing of a desktop, whose own browser would be preferred. */
const INHERITED = /^(NODE_EXTRA_CA_CERTS|NPM_CONFIG_(REGISTRY|CAFILE)|\w+_PROXY|SSL_CERT_\w+)$/i;

export interface Machine {
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Deletes everything the programs left. */
  remove(): Promise<void>;
}

/** @param user who signs in when a program opens the browser; any name is a user */
export async function createMachine(user: string): Promise<Machine> {
  const folder = await Deno.makeTempDir({ prefix: "client-" });
  const [home, bin] = [`${folder}/home`, `${folder}/bin`];
  await Promise.all([Deno.mkdir(home), Deno.mkdir(bin)]);
  await Promise.all(NAMES.map((name) => writeBrowser(`${bin}/${name}`, user)));
  return {
    home,
    environment: environmentOf(home, bin),
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}

function environmentOf(home: string, bin: string): Record<string, string> {
  const own = Deno.env.toObject();
  return {
    ...Object.fromEntries(Object.entries(own).filter(([name]) => INHERITED.test(name))),
    // What was downloaded once stays downloaded, and from the same registry.
    NPM_CONFIG_CACHE: own.NPM_CONFIG_CACHE ?? `${own.HOME}/.npm`,
    NPM_CONFIG_USERCONFIG: own.NPM_CONFIG_USERCONFIG ?? `${own.HOME}/.npmrc`,
    PATH: `${bin}:${own.PATH}`,
    HOME: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_DATA_HOME: `${home}/.local/share`,
    XDG_STATE_HOME: `${home}/.local/state`,
    XDG_CACHE_HOME: `${home}/.cache`,
    BROWSER: `${bin}/browser`,
    LANG: "C.UTF-8",
    NO_COLOR: "1",
  };
}

// Deno's own cache lies in the real home. The program does not wait for its browser.
async function writeBrowser(path: string, user: string): Promise<void> {
  const home = Deno.env.get("HOME") ?? "";
  const command = `HOME="${home}" exec "${Deno.execPath()}" run -A "${SCRIPT}" "$1" "${user}"`;
  await Deno.writeTextFile(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}
