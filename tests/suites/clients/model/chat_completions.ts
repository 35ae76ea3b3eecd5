// OpenAI's Chat Completions API, streamed, as opencode speaks it to a custom provider.

import { type Api, eventStream, type Say } from "./stand_in.ts";

interface Body {
  model?: string;
  tools?: { function: { name: string; description?: string; parameters?: unknown } }[];
  messages?: { role: string; content: unknown }[];
}

export const CHAT_COMPLETIONS: Api = {
  turn: /\/chat\/completions$/,
  read(body) {
    const { tools = [], messages = [] } = body as Body;
    const last = messages.at(-1);
    return {
      tools: tools.map(({ function: { name, description = "", parameters: schema } }) => {
        return { name, description, schema };
      }),
      result: last?.role === "tool" ? textOf(last.content) : undefined,
    };
  },
  write: (say, body) => {
    const { model } = body as Body;
    const chunk = { id: "completion_1", object: "chat.completion.chunk", created: 1, model };
    return eventStream([
      { data: { ...chunk, choices: [{ index: 0, delta: deltaOf(say), finish_reason: null }] } },
      { data: { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: endOf(say) }] } },
      { data: { ...chunk, choices: [], usage: USAGE } },
    ]);
  },
};

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function deltaOf(say: Say): unknown {
  if ("text" in say) return { role: "assistant", content: say.text };
  const call = { name: say.call.name, arguments: JSON.stringify(say.arguments) };
  return {
    role: "assistant",
    tool_calls: [{ index: 0, id: "call_1", type: "function", function: call }],
  };
}

function endOf(say: Say): string {
  return "text" in say ? "stop" : "tool_calls";
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}
