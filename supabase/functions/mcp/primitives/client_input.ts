// Input that a tool or a prompt requests from the client. The result of the call is a request for input, and the client
// repeats the call with its response (multi round-trip requests: MCP 2026-07-28, basic/patterns/mrtr).
// No tool of this server requests input yet; tools in tests/conformance/fixture do.

/** The client's capabilities and responses; empty in older MCP revisions. */
export interface ClientInput {
  /** The client's declared capabilities, by name. */
  capabilities: Readonly<Record<string, unknown>>;
  /** Responses to earlier requests for input, by the requests' keys. Unvalidated client input. */
  responses: Readonly<Record<string, unknown>>;
  /** The state that {@link InputRequired} gave to the client. The client may have forged it. */
  state: string | undefined;
}

/** For clients of older MCP revisions, which cannot provide input. */
export const NO_CLIENT_INPUT: ClientInput = { capabilities: {}, responses: {}, state: undefined };

/** A request for input from the client. */
export interface InputRequest {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params: Record<string, unknown>;
}

/** Thrown by a tool or a prompt that needs input from the client. */
export class InputRequired extends Error {
  override name = "InputRequired";
  /**
   * @param requests requests for input, by keys that the tool chooses
   * @param state text that the client sends back with the responses; a tool that relies on it must sign it
   */
  constructor(
    readonly requests: Readonly<Record<string, InputRequest>>,
    readonly state?: string,
  ) {
    super("The tool needs input from the client");
  }
}

/** Thrown for a forged or corrupted `state`. The client made the error, and a model cannot correct it. */
export class InvalidState extends Error {
  override name = "InvalidState";
}
