// Watches how much memory a process keeps resident, on Linux.

import type { Part } from "../local/parts.ts";

/** Variables of a function that has half the heap of the platform: a leak ends it within one run. */
export const HALF_HEAP = { DENO_V8_FLAGS: "--max-old-space-size=128" };
/** MiB that such a function may take: buffers and code come on top of its heap. */
export const MOST_MEMORY = 512;

const EVERY_MS = 250;
const MIB = 1024 * 1024;

/** This part of all samples is ignored: one-time loading happens then. */
const WARM_UP = 0.25;

interface MemoryWatch extends Part {
  /** The most there was, in MiB. */
  peak(): number;
  /** How much higher the floor of the last quarter is than that of the second, in MiB: what is never freed. */
  growth(): number;
}

/** Starts looking at a process; one that is gone has no more samples. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: number[] = [];
  const look = async () => {
    const status = await Deno.readTextFile(`/proc/${pid}/status`).catch(() => "");
    const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
    if (kibibytes !== undefined) samples.push(Number(kibibytes) * 1024 / MIB);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => looking = look(), EVERY_MS);
  const floor = (from: number, to: number) =>
    Math.min(...samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)));
  return {
    peak: () => Math.max(...samples),
    growth: () => floor(1 - WARM_UP, 1) - floor(WARM_UP, 2 * WARM_UP),
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}
