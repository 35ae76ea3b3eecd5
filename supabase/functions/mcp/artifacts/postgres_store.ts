// Keeps artifacts in the project's Postgres through the Data API. The only file that knows
// supabase-js. It acts with the secret key, which row level security does not stop, so every
// statement here names the owner.

import { createClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { UserId } from "../auth/user_id.ts";
import {
  type Artifact,
  type ArtifactDraft,
  type ArtifactPage,
  type ArtifactQuery,
  type ArtifactStore,
  ArtifactSummary,
  FieldRefused,
} from "./artifact.ts";
import type { Database } from "./database.types.ts";

type Row = Database["public"]["Tables"]["artifacts"]["Row"];
// What is asked for; a list of columns that misspells one or leaves one out does not compile.
type SummaryColumns = Pick<Row, keyof ArtifactSummary>;
type ArtifactColumns = Pick<Row, keyof Artifact>;

const SUMMARY = "id,title,kind,language,tags,size,version,created_at,updated_at";
const WHOLE = `${SUMMARY},content` as const;
// Of the filters only `eq` knows the table's columns; the others would take any text.
const CREATED_AT = "created_at" satisfies keyof Row;
const ID = "id" satisfies keyof Row;
const TAGS = "tags" satisfies keyof Row;

/** Milliseconds after which a database request is given up; the platform ends ours after 150 s. */
const TIMEOUT_MS = 10_000;

// Backends print timestamptz differently ("2026-11-23 08:38:37.582+00"); clients get ISO 8601 UTC.
const Timestamp = z.string().transform((text) => new Date(text).toISOString());
const SummaryRow = ArtifactSummary.extend({ created_at: Timestamp, updated_at: Timestamp });
const ArtifactRow = SummaryRow.extend({ content: z.string() });

/** Thrown when the database refuses or cannot be reached; its message is for the log only. */
export class ArtifactStoreError extends Error {
  override name = "ArtifactStoreError";
}

/** How to reach the Data API. */
export interface DataApi {
  /** The project's URL as the function sees it. */
  url: string;
  /** A secret or service_role key. */
  secretKey: string;
  fetch?: typeof fetch;
}

/**
 * Connects once and returns what binds a store to one person.
 * @returns a function from the owner, as minted by a verified token, to that person's store
 */
export function connectArtifacts(api: DataApi): (owner: UserId) => ArtifactStore {
  const { fetch: send = fetch } = api;
  const client = createClient<Database>(api.url, api.secretKey, {
    // A retry is not stopped by the time-out below, and a person would wait for four of them.
    db: { retry: false },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: {
      fetch: (input, init) => send(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    },
  });
  const artifacts = () => client.from("artifacts");

  return (owner) => ({
    async create(draft: ArtifactDraft) {
      const row = artifacts().insert({ ...draft, user_id: owner }).select(SUMMARY).single();
      return SummaryRow.parse(await dataOf<SummaryColumns>(row));
    },

    async list({ limit, after, kind, tag }: ArtifactQuery): Promise<ArtifactPage> {
      let rows = artifacts().select(SUMMARY).eq("user_id", owner);
      if (kind) rows = rows.eq("kind", kind);
      if (tag) rows = rows.contains(TAGS, arrayOf(tag));
      if (after) {
        const { created_at, id } = after;
        // `lte` repeats what `or` implies: it is the part an index scan can start from.
        const within = `and(${CREATED_AT}.eq.${created_at},${ID}.lt.${id})`;
        rows = rows.lte(CREATED_AT, created_at).or(`${CREATED_AT}.lt.${created_at},${within}`);
      }
      // One more than asked for tells whether there is a next page.
      const newestFirst = rows.order(CREATED_AT, { ascending: false })
        .order(ID, { ascending: false }).limit(limit + 1);
      return pageOf(await dataOf<SummaryColumns[]>(newestFirst), limit);
    },

    async find(id: string): Promise<Artifact | undefined> {
      const row = artifacts().select(WHOLE).eq("user_id", owner).eq("id", id).maybeSingle();
      const data = await dataOf<ArtifactColumns | null>(row);
      return data === null ? undefined : ArtifactRow.parse(data);
    },
  });
}

// supabase-js joins arrays without quoting, so a comma in a tag would become two tags.
function arrayOf(tag: string): string {
  return `{"${tag.replace(/["\\]/g, "\\$&")}"}`;
}

function pageOf(answer: SummaryColumns[], limit: number): ArtifactPage {
  const rows = SummaryRow.array().parse(answer);
  const artifacts = rows.slice(0, limit);
  const last = artifacts.at(-1);
  if (rows.length <= limit || !last) return { artifacts };
  return { artifacts, next: { created_at: last.created_at, id: last.id } };
}

type Answer<Data> =
  | { data: Data; error: null }
  | { data: null; error: { code: string; message: string } };

async function dataOf<Data>(request: PromiseLike<Answer<Data>>): Promise<Data> {
  const { data, error } = await request;
  if (!error) return data;
  const field = refusedField(error.message);
  throw field ? new FieldRefused(field) : new ArtifactStoreError(`${error.code} ${error.message}`);
}

const FIELDS = ["title", "kind", "content", "language", "tags"] as const;

// Known by the names that PostgreSQL gives its constraints: backends differ in code and status.
function refusedField(message: string): keyof ArtifactDraft | undefined {
  const [, checked, missing] =
    /check constraint "artifacts_(\w+)_check"|null value in column "(\w+)" of relation "artifacts"/
      .exec(message) ?? [];
  return FIELDS.find((field) => field === (checked ?? missing));
}
