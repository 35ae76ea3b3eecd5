// One artifact from its making to its removal, a call at a time, so that libraries stay as large as they
// are however long they are used. Knows no person and no HTTP.

import { type Call, tool } from "../ask.ts";

/** What a call's answer holds, as far as the next ones need it. */
export interface Outcome {
  artifact?: { id?: string; version?: number };
  share?: string;
}

interface Known {
  id?: string;
  share?: string;
}

/** What is done to it, in this order. */
const STEPS: readonly ((known: Known) => Call)[] = [
  () => tool("artifact.create", { title: "Notes of a day", kind: "markdown", content: NOTES }),
  ({ id }) => tool("artifact.view", { id }),
  ({ id }) => tool("artifact.update", { id, expected_version: 1, edits: [EDIT] }),
  ({ id }) => tool("artifact.view", { id, version: 1 }),
  ({ id }) => tool("artifact.history", { id }),
  ({ id }) => tool("artifact.share", { id, expires_in_days: 1 }),
  ({ share }) => tool("artifact.open", { share }),
  ({ id }) => tool("artifact.restore", { id, version: 1 }),
  ({ id }) => tool("artifact.unshare", { id }),
  ({ id }) => tool("artifact.delete", { id }),
  ({ id }) => tool("artifact.delete", { id, forever: true }),
];

const EDIT = { find: "The last line", replace: "The very last line" };
/** About two kilobytes, and words to be found by. */
export const NOTES = [
  "# A day in Rome",
  ...Array.from(
    { length: 30 },
    (_, index) => `${index}. We walk to a museum and draw what we see.`,
  ),
  "The last line",
].join("\n");

/** An artifact that no other life's calls use. */
export class Life {
  #step = 0;
  #known: Known = {};

  /** The call that is due; the same one until {@link learn} gets its answer. */
  next(): Call {
    return STEPS[this.#step]!(this.#known);
  }

  /** Goes on to the next step, and from the last one to another artifact. */
  learn({ artifact, share }: Outcome): void {
    if (artifact?.id !== undefined) this.#known.id = artifact.id;
    if (share !== undefined) this.#known.share = share;
    this.#step = (this.#step + 1) % STEPS.length;
    if (this.#step === 0) this.#known = {};
  }
}
