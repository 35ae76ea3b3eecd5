// Runs the bench a few times and holds its figure: how many of our calls fit into one of the documented
// pattern. Each ratio is within one run, and their median counts, since a neighbour on the machine can
// spoil any one of them.

/** What this server is built for. */
const EXPECTED = 18;
/** What fails a build: lower, since a busy machine spoils single runs, and whole sets of them at times. */
const FLOOR = 12;
const RUNS = 5;

interface BenchJson {
  benches: { name: string; results: [{ ok?: { avg: number } }] }[];
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Mean nanoseconds a call of each contestant, garbage collection included. */
async function measure(): Promise<{ ours: number; documented: number }> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["bench", "-A", "--json", "--no-check", "tests/bench/tools_call_bench.ts"],
    stderr: "inherit",
  }).output();
  const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as BenchJson;
  const meanOf = (name: string) => {
    const mean = benches.find((bench) => bench.name === name)?.results[0].ok?.avg;
    if (mean === undefined) throw new Error(`the bench "${name}" gave no result`);
    return mean;
  };
  return { ours: meanOf("this server"), documented: meanOf("documented pattern") };
}

const ratios: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const { ours, documented } = await measure();
  const ratio = documented / ours;
  ratios.push(ratio);
  const [us, them] = [ours, documented].map((nanoseconds) => (nanoseconds / 1000).toFixed(0));
  say(
    `this server ${us} µs, documented pattern ${them} µs a call: ${ratio.toFixed(1)} times as fast`,
  );
}
const median = ratios.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
say(
  `median ${median.toFixed(1)} times, at least ${EXPECTED} expected; a build fails under ${FLOOR}`,
);
if (median < FLOOR) Deno.exit(1);
