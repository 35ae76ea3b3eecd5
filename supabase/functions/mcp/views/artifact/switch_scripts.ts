/// <reference lib="dom" />
// Says what scripts can do before they run. No browser keeps a script that may run from sending: it connects
// to where a script navigates before any policy is asked, and no policy knows WebRTC.

import { askUser } from "./dialog.ts";

/** What a user must know before they let scripts run. */
const WARNING =
  "Its scripts can send everything on this page, and everything you type while it is shown, to " +
  "anyone on the internet: they can take the keyboard from the conversation. They cannot read " +
  "your library, this conversation or other sites. " +
  "Run them only if you trust who wrote this page.";

/**
 * @param running whether scripts run now
 * @param run gets whether they are to run; to let them run, the user must agree
 */
export function switchScripts(running: boolean, run: (on: boolean) => void): void {
  if (running) return run(false);
  const yes = { label: "Run scripts", act: () => run(true) };
  askUser("Run the scripts of this page?", [WARNING], yes);
}
