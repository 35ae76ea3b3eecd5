// Runs the bench and holds its figure: how many times the documented pattern's time ours fits into.
// Both are measured in one run, so the machine cancels out.

const REQUIRED = 8;

interface BenchJson {
  benches: { name: string; results: [{ ok?: { avg: number; p75: number } }] }[];
}

const { stdout } = await new Deno.Command(Deno.execPath(), {
  args: ["bench", "-A", "--json", "tests/bench/tools_call_bench.ts"],
  stderr: "inherit",
}).output();
const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as BenchJson;

/** Nanoseconds that three of four calls stay under: unlike the mean, no garbage collection decides it. */
function timeOf(name: string): number {
  const measured = benches.find((bench) => bench.name === name)?.results[0].ok;
  if (!measured) throw new Error(`the bench "${name}" gave no result`);
  return measured.p75;
}

const ours = timeOf("this server");
const documented = timeOf("documented pattern");
const ratio = documented / ours;
const line = `this server ${(ours / 1000).toFixed(0)} µs, documented pattern ${
  (documented / 1000).toFixed(0)
} µs a call (p75): ${ratio.toFixed(1)} times as fast, at least ${REQUIRED} required`;
await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
if (ratio < REQUIRED) Deno.exit(1);
