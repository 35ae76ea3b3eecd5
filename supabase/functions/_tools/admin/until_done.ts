// Repeats a short step of a long job. Each step is one transaction, so the job may be interrupted at any time.

const PROGRESS_MS = 2_000;

/**
 * @param step runs one step; returns whether more steps are needed
 * @param progress called about every two seconds with the number of completed steps
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
