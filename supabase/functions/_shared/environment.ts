// Reads environment variables and collects all problems, so that one failed boot reports all of them.

/** Returns the text of a variable. Functions pass `Deno.env.get`; tests pass a function of their own. */
export type Lookup = (name: string) => string | undefined;

/** Thrown at boot, with one line for each missing or malformed variable. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  constructor(readonly problems: readonly string[]) {
    super(
      `Environment variables are missing or malformed:\n${
        problems.map((line) => `  - ${line}`).join("\n")
      }`,
    );
  }
}

/** Parses a variable's text. Its errors are reported as "NAME <message>". */
type Parse<T> = (text: string) => T;

/** Callers read all variables, then call {@link Environment.check}. */
export class Environment {
  readonly #lookup: Lookup;
  readonly #problems: string[] = [];

  /** @param lookup returns one variable; an empty or blank variable counts as unset */
  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** The parsed variable; `undefined` if it is unset or malformed. */
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

  /** Whether the variable is set, well-formed or not. */
  has(name: string): boolean {
    return Boolean(this.#lookup(name)?.trim());
  }

  /** Like {@link Environment.optional}, but adds a problem if the variable is missing. */
  required<T>(name: string, parse: Parse<T>, hint: string): T | undefined {
    if (!this.has(name)) this.problem(`${name} is missing: ${hint}`);
    return this.optional(name, parse);
  }

  /** Adds a problem, which {@link Environment.check} throws later. */
  problem(line: string): void {
    // A variable that is read twice would add the same problem twice.
    if (!this.#problems.includes(line)) this.#problems.push(line);
  }

  /** @throws {EnvironmentError} with all problems, if there are any */
  check(): void {
    if (this.#problems.length > 0) throw new EnvironmentError(this.#problems);
  }
}
