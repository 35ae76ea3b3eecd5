// What a command of `deno task admin` is.

import type { DataApi, Library } from "./data_api.ts";

/** What a command works with. */
export interface Context {
  api: DataApi;
  /** A user id or a share, as the command takes it; "" = none. */
  argument: string;
  /** The log's name of a user. */
  pseudonymOf(holder: { readonly userId: string }): Promise<string>;
  /** Writes to the standard output. */
  write(text: string): void;
  /** Shows that a long command continues. */
  progress(text: string): void;
}

/** The outcome, for programs and for people. */
export interface Outcome {
  json: Record<string, unknown>;
  text: string;
}

export interface Command {
  argument?: "user" | "share" | "pseudonym";
  /** For the usage. */
  summary: string;
  /** Confirmed before the command runs; absent = the command changes nothing. */
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
