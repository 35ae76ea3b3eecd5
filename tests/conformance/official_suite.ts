// Runs the official conformance suite against a server and reads what it found. Needs npm's registry
// the first time; the suite is a program of its own, so nothing of it is imported.

/** One check as the suite writes it to `checks.json`. */
export interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  errorMessage?: string;
}

/** Whether the suite holds this against the server; a warning is about what it should do. */
export function isMiss({ status }: Check): boolean {
  return status === "FAILURE" || status === "WARNING";
}

/** A release of the suite and what to run of it. */
export interface Selection {
  /** Head of its column in the table. */
  title: string;
  release: string;
  args: string[];
}

export const SELECTIONS: readonly Selection[] = [
  {
    title: "2026-07-28",
    release: "0.2.0-alpha.12",
    args: ["--requirements", "2026-07-28"],
  },
  {
    title: "2025-11-25",
    release: "0.2.0-alpha.12",
    args: ["--requirements", "2025-11-25"],
  },
  { title: "0.1.16", release: "0.1.16", args: ["--suite", "all"] },
];

/** The checks of each scenario, in the order of their names. */
export type Findings = ReadonlyMap<string, Check[]>;

/** No scenario takes seconds; a suite that hangs must not take CI with it. */
const TIMEOUT_MS = 180_000;

/**
 * Runs the suite, without its own list of expected failures. That list skips scenarios that a revision
 * does not score, and only one of the releases supports single checks.
 *
 * @throws Error when the suite did not run to its end
 */
export async function runSuite(
  { title, release, args }: Selection,
  mcpUrl: string,
): Promise<Findings> {
  const folder = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    // Or the project's own would be found above, if temporary folders lie there.
    await Deno.writeTextFile(`${folder}/deno.json`, "{}");
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        // From the code cache, Deno 2.9.6 at times never starts what it runs out of a folder of packages.
        ...["run", "-A", "--quiet", "--no-code-cache", "--node-modules-dir=auto"],
        `npm:@modelcontextprotocol/conformance@${release}`,
        ...["server", "--url", mcpUrl, "-o", folder, ...args],
      ],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stderr: "inherit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).output();
    const text = new TextDecoder().decode(stdout);
    if (!/^Total: /m.test(text)) throw new Error(`${title} did not end: ${text.slice(-2_000)}`);
    return await readFindings(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readFindings(folder: string): Promise<Findings> {
  const findings = new Map<string, Check[]>();
  const entries = await Array.fromAsync(Deno.readDir(folder));
  for (const { name } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(name)?.[1];
    if (scenario === undefined) continue;
    findings.set(scenario, JSON.parse(await Deno.readTextFile(`${folder}/${name}/checks.json`)));
  }
  if (findings.size === 0) throw new Error("the suite wrote no results");
  return findings;
}
