// The project's Data API, through supabase-js with the secret key. The key bypasses row level security, so every
// request must name the owner.

import { createClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.ts";
import { FIELDS, StoreRejectedError, StoreRejection } from "../refusal.ts";
import { createSharedTimeout } from "./shared_timeout.ts";

/** Time-out of a database request. The platform ends function calls after 150 s. */
const TIMEOUT_MS = 10_000;

/** Thrown when the database fails or is unreachable. The message is for the log only. */
export class ArtifactStoreError extends Error {
  override name = "ArtifactStoreError";
}

/** Whether PostgreSQL cancelled a statement at its time limit. Some backends omit SQLSTATE 57014. */
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
/** JSON omits undefined arguments. */
type Arguments<Args> = {
  [Name in keyof Args]:
    | Args[Name]
    | (undefined extends Args[Name] ? undefined : never);
};

/** A client for the database. Each worker has one, as long as it lives. */
export type Connection = ReturnType<typeof connect>;

/** Creates the client. Each use of the result is one request. */
export function connect({ url, secretKey, fetch: send = fetch }: DataApi) {
  const deadline = createSharedTimeout(TIMEOUT_MS);
  const client = createClient<Database>(url, secretKey, {
    // The time-out below does not stop supabase-js's retries: a user would wait for four of them.
    db: { retry: false },
    // Skips supabase-js's session look-up before each request; the client has only the secret key.
    accessToken: () => Promise.resolve(null),
    global: { fetch: (input, init) => send(input, { ...init, signal: deadline() }) },
  });
  return {
    // Queries copy the table's builder, so it can be shared.
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
 * @throws {StoreRejectedError} when the table rejects a field
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

// Matches PostgreSQL's constraint names, since backends differ in code and status.
function refusedField(message: string): typeof FIELDS[number] | undefined {
  const [, checked, missing] =
    /check constraint "artifacts_(\w+)_check"|null value in column "(\w+)" of relation "artifacts"/
      .exec(message) ?? [];
  return FIELDS.find((field) => field === (checked ?? missing));
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "refusal" in answer;
}
