// Formats text for the terminal, including text from the examined server.

const MAX_LENGTH = 160;

/** One line, cut after `length` characters. Control characters become spaces, because a terminal would obey them. */
export function oneLine(text: string, length = MAX_LENGTH): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** Joins items as `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A duration with its unit: `340 ms`, `1.5 s`, `3 min`, `24 h`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** The first three names, without control characters and shortened; `…` stands for the others. */
export function examples(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => oneLine(name, 40));
  return shown.join(", ") + (names.length > shown.length ? ", …" : "");
}
