// What a tool may ask of the person or the model behind a client, and what came back. There is no
// stream to ask on: the call ends with the question and is made anew with the answer (MCP
// 2026-07-28, basic/patterns/mrtr).

/** What the client can do and has answered; older revisions bring none of it. */
export interface ClientInput {
  /** The client's declared capabilities, by name. */
  capabilities: Readonly<Record<string, unknown>>;
  /** Answers to earlier requests, by the keys they were asked under; the client's word, unchecked. */
  responses: Readonly<Record<string, unknown>>;
  /** What {@link InputRequired} gave the client to keep, as the client gives it back: forgeable. */
  state: string | undefined;
}

/** A client that cannot be asked, as those of older revisions. */
export const NO_CLIENT_INPUT: ClientInput = { capabilities: {}, responses: {}, state: undefined };

/** A question to the client. */
export interface InputRequest {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params: Record<string, unknown>;
}

/** Thrown by a tool or a prompt that cannot go on before the client has answered. */
export class InputRequired extends Error {
  override name = "InputRequired";
  /**
   * @param requests what to ask, by keys of the tool's choice
   * @param state comes back with the answers; whoever must trust it signs it
   */
  constructor(
    readonly requests: Readonly<Record<string, InputRequest>>,
    readonly state?: string,
  ) {
    super("The client is asked for input");
  }
}

/** Thrown when `state` is not what was given out: the client's fault, and nothing a model could mend. */
export class InvalidState extends Error {
  override name = "InvalidState";
}
