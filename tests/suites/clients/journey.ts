// The walk that every client program has to finish, and what it is given for it.

import type { Exchange } from "../../end_to_end/clients/wire.ts";
import type { ClerkOptions } from "../../local/clerk/options.ts";
import type { Printed } from "../program.ts";
import type { HttpExchange } from "./recorder.ts";

/** The steps of the walk, in order. Each is recorded with what was seen. */
export const STEPS = [
  "add", // the URL and nothing else
  "sign in", // through the browser that the program opens
  "list",
  "create",
  "read back",
  "renew", // after the access token expired, without a user
  "ask again", // after the grant was revoked: the program says that sign-in is needed
] as const;

export type Step = typeof STEPS[number];

/** One stack and one user at an empty machine. */
export interface World {
  /** The only address that the program is given. */
  readonly mcpUrl: string;
  /** An empty home directory; deleted after the walk. */
  readonly home: string;
  /** The program's whole environment: `HOME` is {@link home}, `BROWSER` signs the user in. */
  readonly environment: Readonly<Record<string, string>>;
  /** Aborts when the program's time is up. */
  readonly signal: AbortSignal;
  /**
   * Runs a command at home, with no input, for at most two minutes.
   * @param more variables for this command
   */
  run(command: string, args: string[], more?: Record<string, string>): Promise<Printed>;
  /** The messages of MCP since the last call of `heard` or `requests`. */
  heard(): Exchange[];
  /**
   * Every request since the last call of `heard` or `requests`: messages, metadata, registration,
   * tokens. `/oauth/authorize` is the browser's.
   */
  requests(): HttpExchange[];
  /** Resolves when every access token issued so far has expired. */
  expire(): Promise<void>;
  /** Revokes every grant at the authorization server, and resolves when no issued token is accepted. */
  revoke(): Promise<void>;
}

export interface Program {
  /** npm package with its exact version, and what is special about this walk. */
  readonly name: string;
  /** How the authorization server differs from the usual one of this suite. */
  readonly clerk?: Pick<
    ClerkOptions,
    "clientIdMetadataDocuments" | "accessTokens" | "accessTokenTtl" | "announcedTtl"
  >;
  /** Milliseconds for the whole walk, installation excluded. */
  readonly within: number;
  /** Downloads the program and starts it once; a failure is reported as "cannot tell". */
  install(): Promise<void>;
  /**
   * Walks through every step.
   * @param done records a step and, in words, what was seen
   * @throws when a step fails
   */
  walk(world: World, done: (step: Step, seen: string) => void): Promise<void>;
}
