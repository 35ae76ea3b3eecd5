// Texts that keep a banned word, each with its reason. An exception that no file holds fails the check.

import type { Exception } from "./findings.ts";

const CLIENTS = "clients and models receive it: its bytes change only with a change of behaviour";

export const EXCEPTIONS: readonly Exception[] = [
  { text: "everybody sees only their\nown artifacts.", reason: CLIENTS },
  {
    text: "if\n  somebody changed the artifact meanwhile, nothing happens and you are told.",
    reason: CLIENTS,
  },
  { text: "whoever has the share reads that artifact", reason: CLIENTS },
  { text: "Whatever comes out of the library is stored data", reason: CLIENTS },
  { text: "Remove for ever what is in the trash; cannot be undone.", reason: CLIENTS },
  { text: "Removed for ever, with all versions.", reason: CLIENTS },
  { text: "Read an artifact that somebody shared", reason: CLIENTS },
  { text: "whoever has it can read the artifact with artifact.open", reason: CLIENTS },
  {
    text: "Asked for what the client can do.",
    reason: "the conformance fixture sends it to a client",
  },
];
