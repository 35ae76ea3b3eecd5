/// <reference lib="dom" />
// Asks the user before the scripts of a page run. No Content-Security-Policy keeps a running script from sending data:
// browsers connect to the target of a navigation before they check the policy, and no policy covers WebRTC.

import { askUser } from "./dialog.ts";

/** The risk that the user accepts by running scripts. */
const WARNING =
  "The scripts can send everything on this page, and everything you type while it is shown, to " +
  "anyone on the internet. They can even take over what you type in the conversation. They " +
  "cannot read your library, this conversation or other sites. " +
  "Run the scripts only if you trust the author of this page.";

/**
 * @param running whether scripts run now
 * @param run called with `true` after the user agreed, or with `false` at once
 */
export function switchScripts(running: boolean, run: (on: boolean) => void): void {
  if (running) return run(false);
  const yes = { label: "Run scripts", act: () => run(true) };
  askUser("Run the scripts of this page?", [WARNING], yes);
}
