// How the tools write: whole lines, no wider than they should be. Imports no package, so that the first
// line comes before any is downloaded.

/** Without a terminal to ask, what most have. */
export const DEFAULT_WIDTH = 80;

/** A pipe that is not read any more (`| head`) is no reason to fail. */
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
 * Breaks a text between words; one that is longer than a line, an address, stays whole.
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

/** A line, and its rest on further ones below it, as far to the right as it begins. */
export function hanging(line: string, width = DEFAULT_WIDTH): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return wrapped(line.slice(indent.length), width - indent.length)
    .map((part) => indent + part).join("\n");
}
