// Prints the current step to stderr, because stdout is for findings. A terminal gets one line that is overwritten;
// a file or pipe gets one line for each slow step.

const SLOW_MS = 3_000;

interface Progress {
  /** Prints the name of a step that starts. */
  step(name: string): void;
  /** Erases the progress line. Must run before any other output. */
  clear(): void;
  stop(): void;
}

/** @param write writes text to stderr and adds no line break */
export function createProgress(write: (text: string) => void, isTerminal: boolean): Progress {
  let name = "";
  let since = Date.now();
  let reported = false;
  const clear = () => {
    if (isTerminal) write("\r\x1b[K");
  };
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - since) / 1000);
    if (isTerminal) write(`\r\x1b[K… ${name}${seconds > 0 ? ` (${seconds} s)` : ""}`);
    else if (!reported && Date.now() - since > SLOW_MS) {
      reported = true;
      write(`… still waiting for ${name}\n`);
    }
  }, 500);
  return {
    step(next) {
      name = next;
      since = Date.now();
      reported = false;
      if (isTerminal) write(`\r\x1b[K… ${name}`);
    },
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
