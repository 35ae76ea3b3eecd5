// Texts of an artifact's fields, to measure answers.

import { z } from "zod";
import { ArtifactFields } from "./artifact.ts";

/** Every text in the versioned fields, and the names of optional ones that are present. */
export function textsOf(fields: ArtifactFields): string[] {
  return Object.entries(ArtifactFields.shape).flatMap(([name, schema]) => {
    const value = fields[name as keyof ArtifactFields] ?? [];
    const named = schema instanceof z.ZodOptional && value.length > 0 ? [name] : [];
    return [...named, ...(typeof value === "string" ? [value] : value)];
  });
}
