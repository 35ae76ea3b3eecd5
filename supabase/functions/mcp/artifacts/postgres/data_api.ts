// Sends requests to the project's Data API, through supabase-js with the secret key. The key bypasses row level
// security: every request must name the owner.

import { createClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.ts";
import { FIELDS, StoreRejectedError, StoreRejection } from "../refusal.ts";
import { createSharedTimeout } from "./shared_timeout.ts";

/** Time-out of a database request. Supabase itself ends a request to the function after 150 s. */
const TIMEOUT_MS = 10_000;

/** Thrown when the database fails or is unreachable. The message is for the log only. */
export class ArtifactStoreError extends Error {
  override name = "ArtifactStoreError";
}

/**
 * Whether PostgreSQL cancelled a statement at its time limit. Emulations of the Data API omit SQLSTATE 57014, so the
 * message is compared, too.
 */
export function isTimeLimit(error: unknown): boolean {
  return error instanceof ArtifactStoreError &&
    /^57014 |canceling statement due to statement timeout/.test(error.message);
}

interface DataApi {
  /** The project's URL, reachable from the function. */
  url: string;
  /** A secret or service_role key. */
  secretKey: string;
  fetch?: typeof fetch;
}

type Functions = Database["public"]["Functions"];
/** Optional arguments may be `undefined`: they are left out of the JSON. */
type Arguments<Args> = {
  [Name in keyof Args]:
    | Args[Name]
    | (undefined extends Args[Name] ? undefined : never);
};

/** A client for the database. Each worker creates one. */
export type Connection = ReturnType<typeof connect>;

/** Creates the client. Each query or `call` of the client sends one request. */
export function connect({ url, secretKey, fetch: send = fetch }: DataApi) {
  const deadline = createSharedTimeout(TIMEOUT_MS);
  const client = createClient<Database>(url, secretKey, {
    // No retries: supabase-js would make four attempts, each with the whole time-out.
    db: { retry: false },
    // Without a token, supabase-js would look up a session before each request. The client uses the secret key only.
    accessToken: () => Promise.resolve(null),
    global: { fetch: (input, init) => send(input, { ...init, signal: deadline() }) },
  });
  return {
    // All requests share this query builder: each query copies it.
    libraries: client.from("libraries"),
    /**
     * Calls a database function.
     * @throws {StoreRejectedError} when the function returns a refusal
     */
    async call<Name extends keyof Functions & string>(
      name: Name,
      args: Arguments<Functions[Name]["Args"]>,
    ): Promise<unknown> {
      // supabase-js cannot infer the arguments of a generic function name; the signature above checks them.
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
 * Returns the data of a response.
 * @throws {StoreRejectedError} when a constraint of table `artifacts` rejects a field
 * @throws {ArtifactStoreError} for other errors, and when the database is unreachable
 */
export async function dataOf<Data>(request: PromiseLike<Answer<Data>>): Promise<Data> {
  const { data, error } = await request;
  if (!error) return data;
  const field = refusedField(error.message);
  throw field
    ? new StoreRejectedError({ refusal: "invalid_field", field })
    : new ArtifactStoreError(`${error.code} ${error.message}`);
}

// Returns the field that a constraint rejected. Reads the constraint's name in PostgreSQL's message, because
// emulations of the Data API have other error codes.
function refusedField(message: string): typeof FIELDS[number] | undefined {
  const [, checked, missing] =
    /check constraint "artifacts_(\w+)_check"|null value in column "(\w+)" of relation "artifacts"/
      .exec(message) ?? [];
  return FIELDS.find((field) => field === (checked ?? missing));
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "refusal" in answer;
}
