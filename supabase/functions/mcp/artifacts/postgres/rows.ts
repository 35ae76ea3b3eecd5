// Schemas for the database's rows and for the results of its functions.

import * as z from "zod";
import { ArtifactFields, ArtifactSummary } from "../artifact.ts";
import { parserOf } from "../parser.ts";
import type { Created, ExportPage, FoundArtifact, SharedArtifact, VersionPage } from "../store.ts";

// Clients get times in ISO 8601 and UTC. A pattern converts PostgREST's format, because parsing the date would take
// longer than the rest of the row. Other formats, such as "2026-11-23 08:38:37.582+00", are parsed.
const AS_POSTGREST = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+00:00$/;
const Timestamp = z.string().transform((text) => {
  const time = AS_POSTGREST.exec(text)?.[1];
  return time === undefined ? new Date(text).toISOString() : `${time}Z`;
});

const Summary = ArtifactSummary.extend({
  created_at: Timestamp,
  updated_at: Timestamp,
  deleted_at: Timestamp.optional(),
});

// The database returns null for an optional field that is absent. The row schema removes such nulls.
function rowOf<Row extends z.ZodObject>(schema: Row) {
  const optional = Object.keys(schema.shape).filter((name) =>
    schema.shape[name] instanceof z.ZodOptional
  );
  return z.preprocess((row) => {
    if (typeof row !== "object" || row === null) return row;
    const present: Record<string, unknown> = { ...row };
    for (const name of optional) if (present[name] === null) delete present[name];
    return present;
  }, schema);
}

const SummaryRow = rowOf(Summary);
const withContent = () => Summary.extend({ content: z.string() });
/** A chunk's position in the content. */
const place = () => ({ offset: z.int(), next_offset: z.int().optional() });
const saved = () => z.object({ artifact: SummaryRow });

/**
 * Empty for a user who never saved. `gone_bytes` are subtracted: no artifact uses these bytes, which stay on disk until
 * the nightly rebuild of the search indexes.
 */
export const UsageRows = parserOf(() =>
  z.array(
    z.object({ artifacts: z.int(), bytes: z.int(), gone_bytes: z.int() })
      .transform(({ artifacts, bytes, gone_bytes }) => ({ artifacts, bytes: bytes - gone_bytes })),
  )
);
export const Destroyed = parserOf(() => z.object({ artifact: z.null() }));
export const Saved = parserOf(saved);
export const CreatedAnswer = parserOf((): z.ZodType<Created> =>
  saved().extend({ replayed: z.enum(["no", "same", "other"]) })
);
export const ReadAnswer = parserOf(() => z.object({ artifact: rowOf(withContent()) }));
export const ChunkAnswer = parserOf(() =>
  z.object({ artifact: rowOf(withContent().extend(place())) })
);
export const ListedAnswer = parserOf(() => z.object({ artifacts: SummaryRow.array() }));
export const FoundAnswer = parserOf((): z.ZodType<{ artifacts: FoundArtifact[] }> =>
  z.object({ artifacts: rowOf(Summary.extend({ excerpt: z.string() })).array() })
);
export const HistoryAnswer = parserOf((): z.ZodType<VersionPage> => {
  const version = { version: z.int().min(1), size: z.int().min(0), created_at: Timestamp };
  return z.object({ versions: rowOf(ArtifactFields.extend(version)).array() });
});
export const SharedAnswer = parserOf(() => z.object({ expires_at: Timestamp }));
export const RevokedAnswer = parserOf(() => z.object({ revoked: z.int() }));
export const ExportAnswer = parserOf((): z.ZodType<
  Pick<ExportPage, "versions"> & { more: boolean }
> => {
  const version = withContent().extend(place()).partial({ offset: true });
  return z.object({ more: z.boolean(), versions: rowOf(version).array() });
});
export const OpenAnswer = parserOf((): z.ZodType<{ artifact: SharedArtifact | null }> => {
  const shown = { title: true, kind: true, language: true, size: true, version: true } as const;
  const content = { updated_at: Timestamp, content: z.string(), ...place() };
  return z.object({ artifact: ArtifactSummary.pick(shown).extend(content).nullable() });
});
export const StatusAnswer = parserOf(() =>
  z.object({ bytes: z.int(), purged_at: Timestamp, rebuilt_at: Timestamp })
);
/** `erase_at` is null if the operator reopened the account after the user was deleted. */
export const ClosedAnswer = parserOf(() => z.object({ erase_at: Timestamp.nullable() }));
export const ConsumedAnswer = parserOf(() => z.object({ wait_ms: z.number() }));
