// Shows the current step on stderr: on a terminal in one line that is overwritten, elsewhere only if the step is
// slow. Only findings go to stdout.

const SLOW_MS = 3_000;

interface Progress {
  /** Starts a step. */
  step(name: string): void;
  /** Clears the line before other output. */
  clear(): void;
  stop(): void;
}

/** @param write writes to stderr as it is, without adding a line break */
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
