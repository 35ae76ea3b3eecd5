// Tells work that is done from work that waits for input or output.

/** More than the promises that wrap a read of a request's body. */
const MICROTASKS = 10;

/** Whether `work` settles without input or output. It does if it reads bytes that have arrived already. */
export async function settlesAtOnce(work: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => void (settled = true);
  work.then(settle, settle);
  for (let count = 0; count < MICROTASKS && !settled; count++) await undefined;
  return settled;
}
