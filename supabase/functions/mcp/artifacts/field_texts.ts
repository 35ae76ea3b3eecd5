// Texts of an artifact's fields, to measure answers.

import * as z from "zod";
import { ArtifactFields } from "./artifact.ts";

/** Listed once: the texts of every artifact in a list are measured. */
const FIELDS = Object.entries(ArtifactFields.shape).map(([name, schema]) => ({
  name: name as keyof ArtifactFields,
  isOptional: schema instanceof z.ZodOptional,
}));

/** Every text in the versioned fields, and the names of optional ones that are present. */
export function textsOf(fields: ArtifactFields): string[] {
  return FIELDS.flatMap(({ name, isOptional }) => {
    const value = fields[name] ?? [];
    const named = isOptional && value.length > 0 ? [name] : [];
    return [...named, ...(typeof value === "string" ? [value] : value)];
  });
}
