// The project's Data API with the secret key. The only file that knows supabase-js. Row level security
// does not stop that key, so whoever asks here names the owner in every request.

import { createClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.ts";
import { FIELDS, StoreRejectedError, StoreRejection } from "../refusal.ts";
import { createSharedTimeout } from "./shared_timeout.ts";

/** Milliseconds after which a database request is given up; the platform ends ours after 150 s. */
const TIMEOUT_MS = 10_000;

/** Thrown when the database refuses or cannot be reached; its message is for the log only. */
export class ArtifactStoreError extends Error {
  override name = "ArtifactStoreError";
}

/** Whether PostgreSQL ended a statement at its time limit. Not every backend hands on SQLSTATE 57014. */
export function isTimeLimit(error: unknown): boolean {
  return error instanceof ArtifactStoreError &&
    /^57014 |canceling statement due to statement timeout/.test(error.message);
}

/** How to reach the Data API. */
export interface DataApi {
  /** The project's URL as the function sees it. */
  url: string;
  /** A secret or service_role key. */
  secretKey: string;
  fetch?: typeof fetch;
}

type Functions = Database["public"]["Functions"];
/** An argument that is undefined is left out, as JSON does. */
type Arguments<Args> = {
  [Name in keyof Args]:
    | Args[Name]
    | (undefined extends Args[Name] ? undefined : never);
};

/** A connection that lives as long as the worker. */
export type Connection = ReturnType<typeof connect>;

/** Connects once; each use of what it returns is one request. */
export function connect({ url, secretKey, fetch: send = fetch }: DataApi) {
  const deadline = createSharedTimeout(TIMEOUT_MS);
  const client = createClient<Database>(url, secretKey, {
    // A retry is not stopped by the time-out below, and a person would wait for four of them.
    db: { retry: false },
    // Nobody is signed in to this client: without this it would look for a session before every request.
    accessToken: () => Promise.resolve(null),
    global: { fetch: (input, init) => send(input, { ...init, signal: deadline() }) },
  });
  // A table's builder is only read from: every query copies it.
  const [artifacts, libraries] = [client.from("artifacts"), client.from("libraries")];
  return {
    artifacts,
    libraries,
    /**
     * Calls a function of the database.
     * @throws {StoreRejectedError} when it answers with a refusal
     */
    async call<Name extends keyof Functions & string>(
      name: Name,
      args: Arguments<Functions[Name]["Args"]>,
    ): Promise<unknown> {
      // Which arguments a function takes was checked above; the client cannot follow a name that varies.
      const answer = await dataOf(client.rpc(name, args as never) as PromiseLike<Answer<unknown>>);
      if (isRefusal(answer)) throw new StoreRejectedError(StoreRejection.parse(answer));
      return answer;
    },
  };
}

type Answer<Data> =
  | { data: Data; error: null }
  | { data: null; error: { code: string; message: string } };

/**
 * What a request answers.
 * @throws {StoreRejectedError} when the table does not take a field
 * @throws {ArtifactStoreError} when the database refuses otherwise or cannot be reached
 */
export async function dataOf<Data>(request: PromiseLike<Answer<Data>>): Promise<Data> {
  const { data, error } = await request;
  if (!error) return data;
  const field = refusedField(error.message);
  throw field
    ? new StoreRejectedError({ refusal: "invalid_field", field })
    : new ArtifactStoreError(`${error.code} ${error.message}`);
}

// Known by the names that PostgreSQL gives its constraints: backends differ in code and status.
function refusedField(message: string): typeof FIELDS[number] | undefined {
  const [, checked, missing] =
    /check constraint "artifacts_(\w+)_check"|null value in column "(\w+)" of relation "artifacts"/
      .exec(message) ?? [];
  return FIELDS.find((field) => field === (checked ?? missing));
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "refusal" in answer;
}
