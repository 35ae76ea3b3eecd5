// Shows what is being waited for: on a terminal in a line that is written over, elsewhere only when it takes
// long. Goes to stderr, so that what is read on stdout is the findings alone.

const LONG_MS = 3_000;

export interface Progress {
  /** What is looked at now. */
  step(name: string): void;
  /** Takes the line away, before something else is written. */
  clear(): void;
  stop(): void;
}

/** @param write to stderr; without a line break at the end it stays in the line */
export function createProgress(write: (text: string) => void, isTerminal: boolean): Progress {
  let [name, since, told] = ["", Date.now(), false];
  const clear = () => {
    if (isTerminal) write("\r\x1b[K");
  };
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - since) / 1000);
    if (isTerminal) write(`\r\x1b[K… ${name}${seconds > 0 ? ` (${seconds} s)` : ""}`);
    else if (!told && Date.now() - since > LONG_MS) {
      told = true;
      write(`… still waiting for ${name}\n`);
    }
  }, 500);
  return {
    step(next) {
      [name, since, told] = [next, Date.now(), false];
      if (isTerminal) write(`\r\x1b[K… ${name}`);
    },
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
