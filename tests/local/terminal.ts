// Writes lines to whoever started a command. No package may be imported here: the first line must come
// before any is downloaded.

/** Writes a line to stdout. */
export function say(line: string): void {
  write(Deno.stdout, line);
}

/** Writes a line to stderr. */
export function complain(line: string): void {
  write(Deno.stderr, line);
}

function write(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  let bytes = new TextEncoder().encode(`${line}\n`);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    // Nobody reads any more (`deno task dev | head`): no reason to leave processes behind.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
