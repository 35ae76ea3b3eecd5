// Lists the texts in an artifact's fields, so that tools can estimate the size of their results.

import * as z from "zod";
import { ArtifactFields } from "./artifact.ts";

/** Computed once, because {@link textsOf} runs for every artifact of a list. */
const FIELDS = Object.entries(ArtifactFields.shape).map(([name, schema]) => ({
  name: name as keyof ArtifactFields,
  isOptional: schema instanceof z.ZodOptional,
}));

/** @returns every text in the versioned fields, and the names of the optional fields that are present */
export function textsOf(fields: ArtifactFields): string[] {
  return FIELDS.flatMap(({ name, isOptional }) => {
    const value = fields[name] ?? [];
    const named = isOptional && value.length > 0 ? [name] : [];
    return [...named, ...(typeof value === "string" ? [value] : value)];
  });
}
