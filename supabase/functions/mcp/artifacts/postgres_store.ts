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

const SUMMARY = "id,title,kind,language,tags,size,version,created_at,updated_at";

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
  const client = createClient(api.url, api.secretKey, {
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
      return SummaryRow.parse(await dataOf(row));
    },

    async list({ limit, after, kind, tag }: ArtifactQuery): Promise<ArtifactPage> {
      let rows = artifacts().select(SUMMARY).eq("user_id", owner);
      if (kind) rows = rows.eq("kind", kind);
      if (tag) rows = rows.contains("tags", arrayOf(tag));
      if (after) {
        const { created_at, id } = after;
        // `lte` repeats what `or` implies: it is the part an index scan can start from.
        rows = rows.lte("created_at", created_at)
          .or(`created_at.lt.${created_at},and(created_at.eq.${created_at},id.lt.${id})`);
      }
      // One more than asked for tells whether there is a next page.
      const newestFirst = rows.order("created_at", { ascending: false })
        .order("id", { ascending: false }).limit(limit + 1);
      return pageOf(SummaryRow.array().parse(await dataOf(newestFirst)), limit);
    },

    async find(id: string): Promise<Artifact | undefined> {
      const row = artifacts().select(`${SUMMARY},content`).eq("user_id", owner).eq("id", id);
      const data = await dataOf(row.maybeSingle());
      return data === null ? undefined : ArtifactRow.parse(data);
    },
  });
}

// supabase-js joins arrays without quoting, so a comma in a tag would become two tags.
function arrayOf(tag: string): string {
  return `{"${tag.replace(/["\\]/g, "\\$&")}"}`;
}

function pageOf(rows: ArtifactSummary[], limit: number): ArtifactPage {
  const artifacts = rows.slice(0, limit);
  const last = artifacts.at(-1);
  if (rows.length <= limit || !last) return { artifacts };
  return { artifacts, next: { created_at: last.created_at, id: last.id } };
}

interface Answer {
  data: unknown;
  error: { code: string; message: string } | null;
}

async function dataOf(request: PromiseLike<Answer>): Promise<unknown> {
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
