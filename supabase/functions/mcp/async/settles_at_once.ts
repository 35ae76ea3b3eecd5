// Distinguishes finished work from work that waits for input or output.

/** Microtasks to wait for. Reading a request body that has already arrived takes fewer. */
const MICROTASKS = 10;

/** Whether `work` settles without waiting for input or output. Example: a read of bytes that have already arrived. */
export async function settlesAtOnce(work: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => void (settled = true);
  work.then(settle, settle);
  for (let count = 0; count < MICROTASKS && !settled; count++) await undefined;
  return settled;
}
