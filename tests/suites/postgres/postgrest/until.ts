// Waits for something that happens on its own.

/** Checks again until it is so. @throws Error after ten seconds */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!await isSo()) {
    if (performance.now() > end) throw new Error("not within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
