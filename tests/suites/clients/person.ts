// Somebody at a machine whose programs open a browser: an environment for clients in which variable
// BROWSER names a program that signs this person in, and a folder for what clients keep.

import { fileURLToPath } from "node:url";

const BROWSER = fileURLToPath(new URL("browser.ts", import.meta.url));

/** The way to the registry, and nothing of a desktop, whose own browser would be preferred. */
const INHERITED =
  /^(PATH|HOME|DENO_\w+|NODE_EXTRA_CA_CERTS|NPM_CONFIG_\w+|\w+_PROXY|SSL_CERT_\w+|XDG_CACHE_HOME)$/i;

export interface Person {
  environment: Record<string, string>;
  /** Deleted when the person has gone. */
  folder: string;
}

/** Gives `use` a person who has never signed in anywhere. */
export async function withPerson(name: string, use: (person: Person) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    const browser = `${folder}/browser`;
    const command = `exec "${Deno.execPath()}" run -A "${BROWSER}" "$1" "${name}"`;
    await Deno.writeTextFile(browser, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
    const inherited = Object.entries(Deno.env.toObject())
      .filter(([variable]) => INHERITED.test(variable));
    const environment = { ...Object.fromEntries(inherited), BROWSER: browser, NO_COLOR: "1" };
    await use({ environment, folder });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
