// Repeats a short step of a long job. The job may be interrupted at any time: each step is a transaction.

const PROGRESS_MS = 2_000;

/**
 * @param step returns whether more is left
 * @param progress called every two seconds, with the number of steps
 * @returns the number of steps
 */
export async function untilDone(
  step: () => Promise<boolean>,
  progress: (steps: number) => Promise<void> | void,
): Promise<number> {
  let shownAt = performance.now();
  for (let steps = 1;; steps += 1) {
    if (!await step()) return steps;
    if (performance.now() - shownAt >= PROGRESS_MS) {
      await progress(steps);
      shownAt = performance.now();
    }
  }
}
