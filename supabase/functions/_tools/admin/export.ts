// Exports one user's library as JSON Lines, in the format of tool artifact.export: one version per line.

import type { DataApi } from "./data_api.ts";

/** Bytes of content per page. Larger than any content (1 MiB), so that each page has whole versions. */
const PAGE_BYTES = 2 * 1024 * 1024;

interface Page {
  versions: { id: string; version: number }[];
  more: boolean;
}

/** @returns the number of versions */
export async function exportLibrary(
  api: DataApi,
  owner: string,
  write: (text: string) => void,
): Promise<number> {
  let count = 0;
  let place: { after_id?: string; after_version?: number } = {};
  while (true) {
    const page = await api.call<Page>("export_artifacts", {
      owner,
      max_size: PAGE_BYTES,
      of_closed_account: true,
      ...place,
    });
    for (const version of page.versions) write(`${JSON.stringify(version)}\n`);
    count += page.versions.length;
    const last = page.versions.at(-1);
    if (!page.more || !last) return count;
    place = { after_id: last.id, after_version: last.version };
  }
}
