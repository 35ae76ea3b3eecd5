// Measures the time from a tool's result to the first paint.

import assert from "node:assert/strict";
import { median } from "../median.ts";
import { openHost, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds. The goal is 300; the limit leaves room for a busy machine. */
const MOST = 1_000;
const ROUNDS = 7;

export async function measureFirstPaint({ browser, origin, samples }: Stage): Promise<string> {
  await using shown = await openHost(browser, origin);
  const lines: string[] = [];
  for (const label of ["Library", "A trip to the coast", "distance.py"]) {
    const sample = samples.find((each) => each.label === label);
    assert.ok(sample);
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) times.push(await paintOf(shown, sample));
    const [middle, worst] = [median(times), Math.max(...times)].map(Math.round);
    lines.push(`${label} ${middle} (at most ${worst}) ms`);
    assert.ok((middle ?? Infinity) < MOST, lines.join());
  }
  return `first paint, frame and handshake included: ${lines.join(", ")}`;
}

// From the moment the host has the result, before it creates the frame, to the first paint of the view.
function paintOf({ page }: TestView, call: Stage["samples"][number]): Promise<number> {
  return page.evaluate(async (call) => {
    const result = await globalThis.host.ask(call);
    const started = performance.now();
    await globalThis.host.show(call, result);
    await globalThis.host.resized();
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - started;
  }, { name: call.name, arguments: call.arguments });
}
