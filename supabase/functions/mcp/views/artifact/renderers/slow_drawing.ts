/// <reference lib="dom" />
// Detects a frame that slows down or stops rendering of the whole view. Such a frame may still answer messages:
// animations and filters run in the browser's compositor. Late frames show a slow compositor. A frame that does not
// arrive while timers run shows a blocked one: its next frame may take minutes.

export const HUNG = "This takes too long to be drawn: here is the source.";

/** Time between a frame and the next request. */
const PAUSE_MS = 500;
/** An animation frame that takes longer than this is late. */
const LATE_MS = 1_200;
/** Consecutive late frames. One late frame is normal when the view becomes visible again. */
const MAX_LATE = 3;
/**
 * Firefox draws hidden views after 1, 2, 4, 8 … seconds and calls them visible. So a frame that takes much longer than the
 * last one proves nothing, nor does a missing frame after a late one.
 */
const THROTTLED = 1.5;
/** Time between two checks whether a frame is missing. */
const CHECK_MS = 250;
/** Time without a frame, in which timers run. */
const MAX_MISSING_MS = 4_000;

const view = watchVisibility();

/** @param hung called once, when drawing is slow or blocked while `frame` is visible */
export function watchDrawing(frame: HTMLElement, hung: () => void): void {
  let [late, missing, lastDelay, checkedAt] = [0, 0, 0, performance.now()];
  let [inSight, isWaiting] = [false, false];
  const isSeen = () => inSight && document.visibilityState === "visible";
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
  });
  sight.observe(frame);
  const timer = setInterval(check, CHECK_MS);
  setTimeout(measure, PAUSE_MS);

  function measure(): void {
    const requestedAt = performance.now();
    isWaiting = true;
    requestAnimationFrame(() => {
      const delay = performance.now() - requestedAt;
      const isLate = delay > LATE_MS && isSeen() && !view.isHidden;
      late = isLate ? (delay < THROTTLED * lastDelay ? late : 0) + 1 : 0;
      [lastDelay, isWaiting, view.isHidden] = [delay, false, false];
      if (late === 0) missing = 0;
      if (frame.isConnected) setTimeout(measure, PAUSE_MS);
    });
  }

  function check(): void {
    const passed = performance.now() - checkedAt;
    checkedAt += passed;
    // Timers are late on a busy machine, behind other work of the page, and in most hidden views.
    const isOnTime = passed < 2 * CHECK_MS;
    const mayBeThrottled = late > 0 && !view.tellsHidden;
    if (isWaiting && isOnTime && !mayBeThrottled && isSeen() && !view.isHidden) missing += passed;
    const isHung = late >= MAX_LATE || missing > MAX_MISSING_MS;
    if (frame.isConnected && !isHung) return;
    clearInterval(timer);
    sight.disconnect();
    if (frame.isConnected) hung();
  }
}

interface Visibility {
  /** Whether the browser says that the view is hidden. */
  tellsHidden: boolean;
  /** Whether the view became hidden and no frame has shown since that it is only covered. */
  isHidden: boolean;
}

/**
 * Chromium draws no frame of a view with `visibility: hidden`, and only `isVisible` of Intersection Observer v2 tells.
 * What the host lays over the view unsets it, too. The first answers are `false`, so the view is watched from its start.
 */
function watchVisibility(): Visibility {
  const found: Visibility = { tellsHidden: false, isHidden: false };
  const options: IntersectionObserverInit & { trackVisibility: true; delay: number } = {
    trackVisibility: true,
    delay: 100,
  };
  let wasVisible = false;
  new IntersectionObserver((entries) => {
    const { isVisible } = entries.at(-1) as { isVisible?: boolean };
    found.tellsHidden = isVisible !== undefined;
    wasVisible ||= isVisible === true;
    found.isHidden = wasVisible && isVisible === false;
  }, options).observe(document.body);
  return found;
}
