// Reads environment variables and remembers everything wrong with them, so that a boot fails once
// and names it all. Knows no variable by name.

/** How a variable is looked up: `Deno.env.get`, or a record's lookup in a test. */
export type Lookup = (name: string) => string | undefined;

/** Thrown at boot; its message has one line for every missing or malformed variable. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
  }
}

/** Turns a variable's text into its value; what it throws is told as "NAME <message>". */
export type Parse<T> = (text: string) => T;

/** One pass over the environment. Read everything, then call {@link Environment.check}. */
export class Environment {
  readonly #lookup: Lookup;
  readonly #problems: string[] = [];

  /** @param lookup looks one variable up; an empty or blank one counts as unset */
  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** The parsed variable, or `undefined` when it is unset or (remembered) malformed. */
  optional<T>(name: string, parse: Parse<T>): T | undefined {
    const text = this.#lookup(name)?.trim();
    if (!text) return undefined;
    try {
      return parse(text);
    } catch (error) {
      this.problem(`${name} ${error instanceof Error ? error.message : "is malformed"}`);
      return undefined;
    }
  }

  /** Whether the variable holds anything at all, malformed or not. */
  has(name: string): boolean {
    return Boolean(this.#lookup(name)?.trim());
  }

  /** Like {@link Environment.optional}, and remembers that the variable is missing. */
  required<T>(name: string, parse: Parse<T>, hint: string): T | undefined {
    if (!this.has(name)) this.problem(`${name} is missing: ${hint}`);
    return this.optional(name, parse);
  }

  /** Remembers one more thing that is wrong. */
  problem(line: string): void {
    // A variable may be read for two purposes.
    if (!this.#problems.includes(line)) this.#problems.push(line);
  }

  /** @throws {EnvironmentError} that names every problem, when there is one */
  check(): void {
    if (this.#problems.length > 0) throw new EnvironmentError(this.#problems);
  }
}
