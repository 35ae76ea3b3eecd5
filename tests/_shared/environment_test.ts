// Reading an environment: what counts as set, and that nothing wrong is lost on the way.

import assert from "node:assert/strict";
import { Environment, EnvironmentError } from "../../supabase/functions/_shared/environment.ts";

function environmentOf(variables: Record<string, string>): Environment {
  return new Environment((name) => variables[name]);
}

const asIs = (text: string): string => text;

function refuse(): never {
  throw new Error("must be something else");
}

Deno.test("a parser gets its variable without surrounding blanks", () => {
  const environment = environmentOf({ PORT: " 80\n" });
  assert.equal(environment.optional("PORT", Number), 80);
  assert.doesNotThrow(() => environment.check());
});

Deno.test("an empty or blank variable counts as unset", () => {
  const environment = environmentOf({ EMPTY: "", BLANK: " \t" });
  for (const name of ["EMPTY", "BLANK", "ABSENT"]) {
    assert.equal(environment.has(name), false, name);
    assert.equal(environment.optional(name, refuse), undefined, name);
  }
  assert.doesNotThrow(() => environment.check());
});

Deno.test("a malformed variable is set, has no value, and is reported once in its parser's words", () => {
  const environment = environmentOf({ A: "x" });
  assert.equal(environment.has("A"), true);
  assert.equal(environment.required("A", refuse, "never reported"), undefined);
  assert.throws(() => environment.check(), { problems: ["A must be something else"] });
});

Deno.test("a parser that throws a value other than an Error → malformed, without that value", () => {
  const environment = environmentOf({ A: "x" });
  environment.optional("A", () => {
    throw "the value x";
  });
  assert.throws(() => environment.check(), { problems: ["A is malformed"] });
});

Deno.test("a missing required variable is reported with the hint where to get it", () => {
  const environment = environmentOf({});
  assert.equal(environment.required("A", asIs, "look there"), undefined);
  assert.throws(() => environment.check(), { problems: ["A is missing: look there"] });
});

Deno.test("one error lists every problem, one per line, in the order found", () => {
  const environment = environmentOf({ B: "x" });
  environment.required("A", asIs, "look there");
  environment.optional("B", refuse);
  environment.problem("C and D exclude each other");
  assert.throws(() => environment.check(), (error: unknown) => {
    assert.ok(error instanceof EnvironmentError);
    assert.equal(error.name, "EnvironmentError");
    assert.deepEqual(error.message.split("\n").slice(1), [
      "  - A is missing: look there",
      "  - B must be something else",
      "  - C and D exclude each other",
    ]);
    return true;
  });
});
