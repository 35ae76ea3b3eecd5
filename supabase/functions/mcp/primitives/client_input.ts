// Input that a tool or a prompt requests from the client. The call returns the question as its result, and the client
// repeats the call with the answer (MCP 2026-07-28, basic/patterns/mrtr).
// No tool of this server requests input yet; tools in tests/conformance/fixture do.

/** The client's capabilities and responses; empty for older revisions. */
export interface ClientInput {
  /** The client's declared capabilities, by name. */
  capabilities: Readonly<Record<string, unknown>>;
  /** Responses to earlier requests, by the requests' keys. Unvalidated client input. */
  responses: Readonly<Record<string, unknown>>;
  /** The state of {@link InputRequired}, returned by the client. It can be forged. */
  state: string | undefined;
}

/** For clients of older revisions, which cannot provide input. */
export const NO_CLIENT_INPUT: ClientInput = { capabilities: {}, responses: {}, state: undefined };

/** A request to the client. */
export interface InputRequest {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params: Record<string, unknown>;
}

/** Thrown by a tool or a prompt that needs input from the client. */
export class InputRequired extends Error {
  override name = "InputRequired";
  /**
   * @param requests by keys of the tool's choice
   * @param state text that the client returns with the responses; a tool that relies on it must sign it
   */
  constructor(
    readonly requests: Readonly<Record<string, InputRequest>>,
    readonly state?: string,
  ) {
    super("The tool needs input from the client");
  }
}

/** Thrown for a forged or corrupted `state`: a fault of the client that a model cannot fix. */
export class InvalidState extends Error {
  override name = "InvalidState";
}
