// The interface of the commands of `deno task admin`, and texts that they share.

import type { DataApi, Library } from "./data_api.ts";

/** What a command gets when it runs. */
export interface Context {
  api: DataApi;
  /** A user id, a share or a pseudonym, as `Command.argument` says; "" = none. */
  argument: string;
  /** Returns the pseudonym by which the log names a user. */
  pseudonymOf(holder: { readonly userId: string }): Promise<string>;
  /** Writes to the standard output. */
  write(text: string): void;
  /** Writes the progress of a long command to standard error. */
  progress(text: string): void;
}

/** The outcome of a command: `json` for option `--json`, `text` otherwise. */
export interface Outcome {
  json: Record<string, unknown>;
  text: string;
}

export interface Command {
  /** The kind of argument that the command requires; absent = none. */
  argument?: "user" | "share" | "pseudonym";
  /** What the command does, as text in the usage. */
  summary: string;
  /** A question that the operator must confirm before the command runs; absent = the command changes nothing. */
  question?(context: Context): Promise<string> | string;
  run(context: Context): Promise<Outcome>;
}

/** A library's size, as text for operators. */
export function sizeOf(library: Library | undefined): string {
  if (!library) return "no library";
  const { artifacts, bytes } = library;
  return `${artifacts} ${artifacts === 1 ? "artifact" : "artifacts"}, ${bytesText(bytes)}`;
}

export function bytesText(bytes: number): string {
  const kib = bytes / 1024;
  return kib < 1_000 ? `${Math.ceil(kib)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}
