// Chooses what a request runs. Follows src/library/PostgREST/Plan.hs of v16.2: findProc, callReadPlan, wrappedReadPlan.

import type { Call, Read } from "./api_request.ts";
import { ambiguousFunction, noFunction, noTable, NotTranslated } from "./errors.ts";
import type { Routine, SchemaCache, Setting } from "./schema_cache.ts";
import { callStatement, readStatement, type Statement } from "./statements.ts";

/** max_rows of `supabase/config.toml`. */
const MAX_ROWS = 1000;

export interface Plan {
  mode: "read only" | "read write";
  statement: Statement;
  functionSettings: readonly Setting[];
}

/** @throws {ApiError} if nothing fits the request, or several functions do */
export function planOf(request: Call | Read, cache: SchemaCache): Plan {
  return request.kind === "call" ? planCall(request, cache) : planRead(request, cache);
}

function planCall(call: Call, { routines }: SchemaCache): Plan {
  const routine = findRoutine(call, routines);
  if (!routine.isScalar) throw new NotTranslated(`what ${routine.name} returns: not one value`);
  return {
    // A stable function that writes gets an error.
    mode: routine.volatility === "volatile" ? "read write" : "read only",
    statement: callStatement(routine, call.body, call.keys, MAX_ROWS),
    functionSettings: routine.settings,
  };
}

function planRead(read: Read, { tables }: SchemaCache): Plan {
  const { schema, table } = read;
  if (!tables.has(`${schema}.${table}`)) throw noTable(schema, table);
  return {
    mode: "read only",
    statement: readStatement(read, MAX_ROWS),
    functionSettings: [],
  };
}

/** The one function of this name whose required parameters are the keys, optional ones left aside. */
export function findRoutine(
  { schema, name, keys }: Pick<Call, "schema" | "name" | "keys">,
  routines: SchemaCache["routines"],
): Routine {
  const named = routines.get(`${schema}.${name}`) ?? [];
  const [found, ...others] = named.filter((routine) => fits(routine, keys));
  if (!found) throw noFunction(schema, name, [...keys].sort());
  if (others.length > 0) throw ambiguousFunction([found, ...others].map(signature));
  return found;
}

function fits({ parameters }: Routine, keys: ReadonlySet<string>): boolean {
  const names = (required: boolean) =>
    new Set(parameters.filter((each) => each.required === required).map(({ name }) => name));
  const needed = keys.difference(names(false));
  const required = names(true);
  return needed.size === required.size && needed.isSubsetOf(required);
}

function signature({ schema, name, parameters }: Routine): string {
  return `${schema}.${name}(${
    parameters.map(({ name, type }) => `${name} => ${type}`).join(", ")
  })`;
}
