// Which function a body's keys choose: findProc of PostgREST's Plan.hs.

import assert from "node:assert/strict";
import { ApiError } from "./errors.ts";
import { findRoutine } from "./plan.ts";
import type { Routine } from "./schema_cache.ts";

/** @param parameters name → whether it has a default */
function routine(name: string, parameters: Record<string, boolean>): Routine {
  return {
    ...{ schema: "public", name, volatility: "volatile", isScalar: true, settings: [] },
    parameters: Object.entries(parameters).map(([name, optional]) => ({
      ...{ name, type: "text", required: !optional },
    })),
  };
}

const ROUTINES = Map.groupBy([
  routine("none", {}),
  routine("needs", { a: false, b: false }),
  routine("may", { a: true, b: true }),
  routine("mixed", { a: false, b: true }),
  routine("twice", { a: false }),
  routine("twice", { a: false, b: true }),
], ({ schema, name }) => `${schema}.${name}`);

function find(name: string, ...keys: string[]): Routine {
  return findRoutine({ schema: "public", name, keys: new Set(keys) }, ROUTINES);
}

function errorOf(find: () => Routine): Pick<ApiError, "status" | "body"> {
  try {
    find();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  return assert.fail("a function was found");
}

Deno.test("a body with all required and any optional arguments finds its function", () => {
  const fitting = [
    ["none"],
    ["needs", "a", "b"],
    ["needs", "b", "a"],
    ["may"],
    ["may", "b"],
    ["mixed", "a"],
    ["mixed", "b", "a"],
    ["twice", "a", "b"],
  ];
  for (const [name = "", ...keys] of fitting) assert.equal(find(name, ...keys).name, name);
});

Deno.test("a missing argument, one too many or an unknown name finds none: 404 PGRST202", () => {
  const unfit = [["none", "a"], ["needs", "a"], ["needs", "a", "b", "c"], ["may", "c"], [
    "mixed",
    "b",
  ], ["x"]];
  for (const [name = "", ...keys] of unfit) {
    const { status, body } = errorOf(() => find(name, ...keys));
    assert.deepEqual([status, body.code], [404, "PGRST202"], `${name}(${keys})`);
  }
});

Deno.test("PGRST202 names function and arguments, in their order", () => {
  assert.deepEqual(errorOf(() => find("needs", "z", "a")).body, {
    code: "PGRST202",
    message: "Could not find the function public.needs(a, z) in the schema cache",
    details:
      "Searched for the function public.needs with parameters a, z or with a single unnamed json/jsonb " +
      "parameter, but no matches were found in the schema cache.",
  });
  assert.deepEqual(errorOf(() => find("needs")).body, {
    code: "PGRST202",
    message: "Could not find the function public.needs without parameters in the schema cache",
    details:
      "Searched for the function public.needs without parameters or with a single unnamed json/jsonb " +
      "parameter, but no matches were found in the schema cache.",
  });
});

Deno.test("overloaded functions that both fit are ambiguous: 300 PGRST203", () => {
  const { status, body } = errorOf(() => find("twice", "a"));
  assert.equal(status, 300);
  assert.equal(
    body.message,
    "Could not choose the best candidate function between: public.twice(a => text), " +
      "public.twice(a => text, b => text)",
  );
});
