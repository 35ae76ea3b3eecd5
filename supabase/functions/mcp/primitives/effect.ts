// The effects of tools. Annotations, the log and error messages depend on them.

/**
 * What a tool does. All three annotation hints derive from the effect, so they cannot disagree. `receives` means
 * reading text of another user; `reads` means reading data of the caller or of this server.
 */
export type Effect = "reads" | "receives" | "creates" | "changes" | "publishes" | "deletes";

/** Whether a tool with this effect changes nothing. The value of its `readOnlyHint`. */
export function isReadOnly(effect: Effect): boolean {
  return effect === "reads" || effect === "receives";
}

/** The names of the tools that are not read-only. */
export function changingToolsOf(tools: readonly { name: string; effect: Effect }[]): string[] {
  return tools.filter(({ effect }) => !isReadOnly(effect)).map(({ name }) => name);
}
