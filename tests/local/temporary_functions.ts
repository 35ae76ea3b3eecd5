// Creates small functions in a temporary folder, for tests.

/** Runs with a folder that contains one function per entry of `sources`. */
export async function withFunctions(
  sources: Record<string, string>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, source] of Object.entries(sources)) {
      await Deno.mkdir(`${folder}/${name}`);
      await Deno.writeTextFile(`${folder}/${name}/index.ts`, source);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
