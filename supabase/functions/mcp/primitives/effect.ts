// The effects of tools, for the annotations, the log and error messages.

/**
 * A tool's effect. All three annotation hints derive from it, so they cannot disagree. `receives` means reading text of
 * another user, `reads` means reading data of the caller or of this server.
 */
export type Effect = "reads" | "receives" | "creates" | "changes" | "publishes" | "deletes";

/** Whether a tool with this effect changes nothing; its `readOnlyHint`. */
export function isReadOnly(effect: Effect): boolean {
  return effect === "reads" || effect === "receives";
}

/** The names of the tools that are not read-only. */
export function changingToolsOf(tools: readonly { name: string; effect: Effect }[]): string[] {
  return tools.filter(({ effect }) => !isReadOnly(effect)).map(({ name }) => name);
}
