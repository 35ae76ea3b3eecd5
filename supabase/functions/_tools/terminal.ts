// Writes and wraps lines of text. Imports no package, so that tools can print before Deno downloads packages.

/** Characters per line if the output is not a terminal. */
export const DEFAULT_WIDTH = 80;

/** Writes the whole text. A pipe that the reader has closed (`| head`) is not an error. */
export function write(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  try {
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/**
 * Wraps a text between words. Words longer than a line, such as URLs, are not broken.
 * @param width in characters
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Wraps a line and keeps its indentation. */
export function hanging(line: string, width = DEFAULT_WIDTH): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return wrapped(line.slice(indent.length), width - indent.length)
    .map((part) => indent + part).join("\n");
}
