// Search in the in-memory library: words that are contained, no stems, phrases or exclusions.

import { textsOf } from "../../../supabase/functions/mcp/artifacts/field_texts.ts";
import type {
  ArtifactSearch,
  FoundArtifact,
  FoundPage,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import { artifactOf, fits, newestFirst, refuse, type Row, summaryOf } from "./memory_rows.ts";

/** Characters of the content before the first word that was found, and behind it. */
const AROUND = 100;

/** Those with all the words; where there are none, those with some. Titles count more than contents. */
export function searchRows(
  rows: Row[],
  { query, limit, skip, ...filter }: ArtifactSearch,
): FoundPage {
  const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (words.length === 0) refuse({ refusal: "empty_query" });
  const candidates = rows.filter((row) => fits(row, filter));
  const all = candidates.filter((row) => words.every((word) => textOf(row).includes(word)));
  const some = candidates.filter((row) => words.some((word) => textOf(row).includes(word)));
  const found = (all.length > 0 ? all : some).sort((a, b) =>
    titleHits(b, words) - titleHits(a, words) || newestFirst(a, b)
  );
  const artifacts = found.slice(skip, skip + limit).map((row) => foundAs(row, words));
  return { artifacts, ...(found.length > skip + limit && { next: skip + limit }) };
}

function textOf(row: Row): string {
  const { content, ...fields } = artifactOf(row, row.versions.length);
  return [...textsOf(fields), content].join("\n").toLowerCase();
}

function titleHits(row: Row, words: string[]): number {
  const title = summaryOf(row).title.toLowerCase();
  return words.some((word) => title.includes(word)) ? 1 : 0;
}

function foundAs(row: Row, words: string[]): FoundArtifact {
  const { content } = artifactOf(row, row.versions.length);
  const wanted = new RegExp(words.join("|"), "giu");
  const place = Math.max(content.search(wanted), 0);
  const around = content.slice(Math.max(place - AROUND, 0), place + AROUND);
  const excerpt = around.toWellFormed().replace(wanted, "**$&**").replace(/\s+/g, " ").trim();
  return { ...summaryOf(row), excerpt };
}
