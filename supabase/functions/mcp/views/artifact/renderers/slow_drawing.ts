/// <reference lib="dom" />
// Notices a frame that holds up the drawing of everything. Its page may answer meanwhile: animations and
// filters run where the browser puts all pages together.

export const HUNG = "This takes too long to be drawn: here is the source.";

/** Milliseconds: between two looks, and after which a frame of the screen is late. */
const [INTERVAL_MS, LATE_MS] = [500, 1_200];
/** Late frames in a row. A single one is normal when the view becomes visible again. */
const MAX_LATE = 3;

/** @param hung called once; the browser draws late again and again while `frame` is in sight */
export function watchDrawing(frame: HTMLElement, hung: () => void): void {
  let [late, inSight] = [0, false];
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
  });
  sight.observe(frame);
  function ask(): void {
    if (!frame.isConnected) return sight.disconnect();
    const asked = performance.now();
    requestAnimationFrame(() => {
      const seen = inSight && document.visibilityState === "visible";
      late = seen && performance.now() - asked > LATE_MS ? late + 1 : 0;
      if (late < MAX_LATE) return void setTimeout(ask, INTERVAL_MS);
      sight.disconnect();
      hung();
    });
  }
  setTimeout(ask, INTERVAL_MS);
}
