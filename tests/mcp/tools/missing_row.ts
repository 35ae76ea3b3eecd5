// Says which table of the tests has no row for a tool, and the row to write.

/**
 * @param example the row to write, and what to adapt in it
 * @throws Error for the first tool that has no row
 */
export function requireRows(
  file: string,
  table: string,
  rows: Iterable<string>,
  tools: readonly { name: string }[],
  example: (name: string) => string,
): void {
  const present = new Set(rows);
  for (const { name } of tools) {
    if (!present.has(name)) {
      throw new Error(`${name} has no row in ${table} of ${file}. Add one:\n  ${example(name)}`);
    }
  }
}
