// Commands that mend this project. What mends somebody else's server is a sentence.

import type { Fix } from "./finding.ts";

const DENO = "npx -y deno@2.9.6";

/**
 * One variable of the functions.
 * @param text what for
 */
export function setSecret(name: string, value: string, text: string): Fix {
  return { text, command: `npx supabase secrets set ${name}=${shellWord(value)}` };
}

// Addresses come from the server that is examined, and commands are copied to a shell.
function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** Takes one variable of the functions away. */
export function unsetSecret(name: string, text: string): Fix {
  return { text, command: `npx supabase secrets unset ${name}` };
}

/**
 * Uploads the functions, with the settings of `supabase/config.toml`.
 * @param name of one of them; absent = all
 */
export function deploy(text: string, name?: string): Fix {
  return { text, command: `npx supabase functions deploy ${name ? `${name} ` : ""}--use-api` };
}

/** Clerk's settings, by the tool that asks before it changes any. */
export function setUpClerk(text: string): Fix {
  return { text, command: `${DENO} task clerk:setup` };
}

/** @param clerks whether it is Clerk's to mend, for this project; elsewhere it takes the same by other means */
export function atIssuer(clerks: boolean, text: string): Fix {
  return clerks
    ? setUpClerk(text)
    : { text: `At the authorization server: ${text.replace(/:$/, ".")}` };
}

/** For another address. */
export function askAgain(text: string, url: string): Fix {
  return { text, command: `${DENO} task doctor ${shellWord(url)}` };
}

/** What no command does. */
export function inWords(text: string): Fix {
  return { text };
}

/** All variables anew, from the file that the README has people fill in. */
export function setAllSecrets(text: string): Fix {
  return { text, command: "npx supabase secrets set --env-file supabase/functions/.env" };
}
