// Anthropic's Messages API, streamed and not, as Claude Code speaks it.

import { type Api, eventStream, type Say } from "./stand_in.ts";

interface Block {
  type: string;
  content?: unknown;
}

interface Body {
  model?: string;
  stream?: boolean;
  tools?: { name: string; description?: string; input_schema?: unknown }[];
  messages?: { content: string | Block[] }[];
}

export const MESSAGES: Api = {
  turn: /\/messages(\/count_tokens)?$/,
  read(body) {
    const { tools = [], messages = [] } = body as Body;
    const content = messages.at(-1)?.content;
    const answer = Array.isArray(content)
      ? content.find(({ type }) => type === "tool_result")
      : undefined;
    return {
      tools: tools.map(({ name, description = "", input_schema: schema }) => {
        return { name, description, schema };
      }),
      result: answer && textOf(answer.content),
    };
  },
  write(say, body, path) {
    if (path.endsWith("/count_tokens")) return Response.json({ input_tokens: 1 });
    const { model, stream } = body as Body;
    const message = { id: "message_1", type: "message", role: "assistant", model };
    if (stream) return eventStream(eventsOf(say, message));
    return Response.json({ ...message, content: [blockOf(say)], ...endOf(say), usage: USAGE });
  },
};

const USAGE = { input_tokens: 1, output_tokens: 1 };

function eventsOf(say: Say, message: Record<string, unknown>): { event: string; data: unknown }[] {
  const start = { ...message, content: [], stop_reason: null, stop_sequence: null, usage: USAGE };
  return [
    { type: "message_start", message: start },
    { type: "content_block_start", index: 0, content_block: { ...blockOf(say), ...emptied(say) } },
    { type: "content_block_delta", index: 0, delta: deltaOf(say) },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: endOf(say), usage: USAGE },
    { type: "message_stop" },
  ].map((data) => ({ event: data.type, data }));
}

// A stream opens each block empty; what is in it follows as a delta.
function emptied(say: Say) {
  return "text" in say ? { text: "" } : { input: {} };
}

function deltaOf(say: Say) {
  if ("text" in say) return { type: "text_delta", text: say.text };
  return { type: "input_json_delta", partial_json: JSON.stringify(say.arguments) };
}

function blockOf(say: Say) {
  if ("text" in say) return { type: "text", text: say.text };
  return { type: "tool_use", id: "toolu_1", name: say.call.name, input: say.arguments };
}

function endOf(say: Say) {
  return { stop_reason: "text" in say ? "end_turn" : "tool_use", stop_sequence: null };
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}
