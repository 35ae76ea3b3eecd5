// Text of a foreign server on its way to a terminal.

const MAX_LENGTH = 160;

/** One line without control characters, which could drive the terminal, and not too long. */
export function quoted(text: string, length = MAX_LENGTH): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Milliseconds for people. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** The first of many names, short enough for a line. */
export function examples(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => quoted(name, 40));
  return shown.join(", ") + (names.length > shown.length ? ", …" : "");
}
