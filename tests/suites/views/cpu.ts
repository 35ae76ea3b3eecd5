// Measures the CPU time of the browser, independent of other load.

import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";

/** Milliseconds: between two measurements, of CPU use that counts as idle, and until endless work is given up. */
const [EVERY, IDLE, LONGEST] = [100, 15, 4_000];

/** @returns CPU milliseconds of all rendering processes until they are idle */
export async function cpuOf(browser: Browser, act: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const read = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer" || type === "GPU")
      .map(({ id, cpuTime }) => [id, cpuTime * 1_000] as const);
  };
  const before = new Map(await read());
  // Processes that end keep their CPU time in the sum.
  const used = new Map<number, number>();
  const measure = async () => {
    for (const [id, time] of await read()) used.set(id, time - (before.get(id) ?? 0));
    return [...used.values()].reduce((all, time) => all + time, 0);
  };
  await act();
  let [last, idle] = [await measure(), 0];
  for (const started = performance.now(); idle < 3 && performance.now() - started < LONGEST;) {
    await delay(EVERY);
    const now = await measure();
    idle = now - last < IDLE ? idle + 1 : 0;
    last = now;
  }
  await session.detach();
  return Math.round(last);
}
