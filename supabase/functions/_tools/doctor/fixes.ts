// Fixes: commands for this project's server, sentences for other servers.

import { SUPABASE } from "../command_line_tool.ts";
import type { Fix } from "./finding.ts";

const DENO = "npx -y deno@2.9.6";

/**
 * Sets one variable of the functions.
 * @param text what the command does
 */
export function setSecret(name: string, value: string, text: string): Fix {
  return { text, command: `${SUPABASE} secrets set ${name}=${shellWord(value)}` };
}

// Addresses come from the examined server, and operators paste these commands into a shell.
function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** Removes one variable of the functions. */
export function unsetSecret(name: string, text: string): Fix {
  return { text, command: `${SUPABASE} secrets unset ${name}` };
}

/** Bundles and deploys this checkout, also what was deployed before; the command asks before each step. */
export function deploy(text: string): Fix {
  return { text, command: `${DENO} task deploy --again` };
}

/** Changes Clerk's settings; the command asks before each change. */
export function setUpClerk(text: string): Fix {
  return { text, command: `${DENO} task clerk:setup` };
}

/** @param isThisProject true: Clerk issues the tokens; false: generic advice */
export function atAuthorizationServer(isThisProject: boolean, text: string): Fix {
  return isThisProject
    ? setUpClerk(text)
    : { text: `At the authorization server: ${text.replace(/:$/, ".")}` };
}

/** Names another address to use, with the command that checks it. */
export function useAddress(text: string, url: string): Fix {
  return { text, command: `${DENO} task doctor ${shellWord(url)}` };
}

/** A fix without a command. */
export function advice(text: string): Fix {
  return { text };
}

/** The same check may pass later. */
export function retry(): Fix {
  return { text: "Run the doctor again. If the result is the same, see the server's log." };
}

/** Sets all variables from `supabase/functions/.env`. */
export function setAllSecrets(text: string): Fix {
  return { text, command: `${SUPABASE} secrets set --env-file supabase/functions/.env` };
}
