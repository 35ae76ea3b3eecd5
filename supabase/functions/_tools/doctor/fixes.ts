// Builds fixes: commands for this project's server, and advice without a command for other servers.

import { SUPABASE } from "../command_line_tool.ts";
import type { Fix } from "./finding.ts";

const DENO = "npx -y deno@2.9.6";

/**
 * A command that sets one environment variable of the functions.
 * @param text what the command does; ends in a colon, because the command follows
 */
export function setSecret(name: string, value: string, text: string): Fix {
  return { text, command: `${SUPABASE} secrets set ${name}=${shellWord(value)}` };
}

// Quotes a value for the shell. Some values come from the examined server, and operators paste the command.
function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** A command that removes one environment variable of the functions. */
export function unsetSecret(name: string, text: string): Fix {
  return { text, command: `${SUPABASE} secrets unset ${name}` };
}

/** A command that deploys this checkout, after confirmation. `--again` repeats steps that succeeded before. */
export function deploy(text: string): Fix {
  return { text, command: `${DENO} task deploy --again` };
}

/** A command that changes Clerk's settings, each after confirmation. */
export function setUpClerk(text: string): Fix {
  return { text, command: `${DENO} task clerk:setup` };
}

/**
 * The command that changes Clerk's settings, or the same advice for another authorization server.
 * @param isThisProject true = Clerk is the authorization server
 */
export function atAuthorizationServer(isThisProject: boolean, text: string): Fix {
  return isThisProject
    ? setUpClerk(text)
    : { text: `At the authorization server: ${text.replace(/:$/, ".")}` };
}

/** Advice to use another URL, with the command that examines that URL. */
export function useAddress(text: string, url: string): Fix {
  return { text, command: `${DENO} task doctor ${shellWord(url)}` };
}

/** A fix without a command. */
export function advice(text: string): Fix {
  return { text };
}

/** Advice for failures that may be temporary. */
export function retry(): Fix {
  return { text: "Run the doctor again. If the result is the same, see the server's log." };
}

/** A command that sets all variables in `supabase/functions/.env`. */
export function setAllSecrets(text: string): Fix {
  return { text, command: `${SUPABASE} secrets set --env-file supabase/functions/.env` };
}
