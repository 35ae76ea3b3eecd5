// A program in a terminal of its own, by script(1) and stty(1), for commands that exist only where a user
// types. Knows no program.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

const SIZE = "cols 200 rows 50";
const POLL_MS = 100;
const START_MS = 10_000;
const ECHO_MS = 10_000;
/** Pressed faster, the return key counts as part of a pasted text. */
const RETURN_MS = 500;
const AGAIN_MS = 5_000;

interface TerminalOptions {
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Ends the program. */
  signal: AbortSignal;
}

export class Terminal {
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #shown = "";
  #group = 0;

  /**
   * Starts a program.
   * @param command file and arguments, none with an apostrophe
   */
  static async start(command: readonly string[], options: TerminalOptions): Promise<Terminal> {
    const terminal = new Terminal(command, options);
    // script(1) starts a session, whose first process names the group.
    terminal.#group = Number((await terminal.sees(/group \d+;/, START_MS)).slice(6, -1));
    options.signal.addEventListener("abort", () => terminal.#kill());
    return terminal;
  }

  private constructor(command: readonly string[], { cwd, env }: TerminalOptions) {
    const quoted = command.map((part) => `'${part}'`).join(" ");
    this.#child = new Deno.Command("script", {
      args: ["-qec", `echo "group $$;"; stty ${SIZE}; exec ${quoted}`, "/dev/null"],
      clearEnv: true,
      cwd,
      env: { ...env, TERM: "xterm-256color" },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /**
   * Types a text and, when the program shows it, presses the return key: again and again, since a busy
   * program may lose one.
   * @param answer what the program shows then
   * @param within milliseconds
   * @returns the answer
   */
  async enter(text: string, answer: RegExp, within: number): Promise<string> {
    await this.#press(text);
    await this.sees(new RegExp(RegExp.escape(text)), ECHO_MS);
    await delay(RETURN_MS);
    const again = setInterval(() => this.#press("\r").catch(() => {}), AGAIN_MS);
    try {
      await this.#press("\r");
      return await this.sees(answer, within);
    } finally {
      clearInterval(again);
    }
  }

  /**
   * Waits until the program shows `words`, and forgets everything up to there.
   * @param within milliseconds
   * @returns the words
   * @throws Error with all it showed instead
   */
  async sees(words: RegExp, within: number): Promise<string> {
    const deadline = performance.now() + within;
    for (;;) {
      const found = words.exec(this.#shown);
      if (found) {
        this.#shown = this.#shown.slice(found.index + found[0].length);
        return found[0];
      }
      assert.ok(performance.now() < deadline, `no ${words} in: ${this.#shown}`);
      await delay(POLL_MS);
    }
  }

  /** Ends the program. */
  async close(): Promise<void> {
    this.#kill();
    await this.#child.status;
    await this.#reading;
    await this.#keys.close().catch(() => {});
  }

  /** The whole group, since the program may outlive its terminal. */
  #kill(): void {
    try {
      Deno.kill(-this.#group, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  #press(keys: string): Promise<void> {
    return this.#keys.write(new TextEncoder().encode(keys));
  }

  async #read(): Promise<void> {
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.#shown += stripVTControlCharacters(text);
    }
  }
}
