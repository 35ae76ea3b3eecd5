/// <reference lib="dom" />
// Detects a frame that slows down rendering of the whole view. Such a frame may still answer messages: animations
// and filters run in the browser's compositor.

export const HUNG = "This takes too long to be drawn: here is the source.";

/** Time between two checks. */
const INTERVAL_MS = 500;
/** An animation frame that takes longer than this is late. */
const LATE_MS = 1_200;
/** Consecutive late frames. One late frame is normal when the view becomes visible again. */
const MAX_LATE = 3;

/** @param hung called once, after {@link MAX_LATE} consecutive late frames while `frame` is visible */
export function watchDrawing(frame: HTMLElement, hung: () => void): void {
  let late = 0;
  let inSight = false;
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
  });
  sight.observe(frame);
  function measure(): void {
    if (!frame.isConnected) return sight.disconnect();
    const requestedAt = performance.now();
    requestAnimationFrame(() => {
      const seen = inSight && document.visibilityState === "visible";
      late = seen && performance.now() - requestedAt > LATE_MS ? late + 1 : 0;
      if (late < MAX_LATE) return void setTimeout(measure, INTERVAL_MS);
      sight.disconnect();
      hung();
    });
  }
  setTimeout(measure, INTERVAL_MS);
}
