/// <reference lib="dom" />
// Warns the user before scripts run. No policy stops a running script from sending data: browsers connect to
// navigation targets before they check the policy, and CSP does not cover WebRTC.

import { askUser } from "./dialog.ts";

/** The risk that the user accepts by running scripts. */
const WARNING =
  "Its scripts can send everything on this page, and everything you type while it is shown, to " +
  "anyone on the internet: they can take the keyboard from the conversation. They cannot read " +
  "your library, this conversation or other sites. " +
  "Run them only if you trust who wrote this page.";

/**
 * @param running whether scripts run now
 * @param run starts or stops them; starting needs the user's consent
 */
export function switchScripts(running: boolean, run: (on: boolean) => void): void {
  if (running) return run(false);
  const yes = { label: "Run scripts", act: () => run(true) };
  askUser("Run the scripts of this page?", [WARNING], yes);
}
