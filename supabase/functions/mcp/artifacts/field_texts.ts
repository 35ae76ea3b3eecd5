// The texts in an artifact's fields, to compute the size of tool results.

import * as z from "zod";
import { ArtifactFields } from "./artifact.ts";

/** Computed once, because textsOf() runs for every artifact of a list. */
const FIELDS = Object.entries(ArtifactFields.shape).map(([name, schema]) => ({
  name: name as keyof ArtifactFields,
  isOptional: schema instanceof z.ZodOptional,
}));

/** Every text in the versioned fields. Also the names of optional fields that are present: they take space, too. */
export function textsOf(fields: ArtifactFields): string[] {
  return FIELDS.flatMap(({ name, isOptional }) => {
    const value = fields[name] ?? [];
    const named = isOptional && value.length > 0 ? [name] : [];
    return [...named, ...(typeof value === "string" ? [value] : value)];
  });
}
