// OpenAI's Responses API, as Codex speaks it: functions may come in namespaces.

import { type Api, eventStream, type Say, type ShownTool } from "./stand_in.ts";

interface Tool {
  type: string;
  name?: string;
  description?: string;
  parameters?: unknown;
  /** Of a namespace. */
  tools?: Tool[];
}

interface Item {
  type?: string;
  output?: unknown;
}

interface Body {
  tools?: Tool[];
  input?: Item[] | string;
}

export const RESPONSES: Api = {
  turn: /\/responses$/,
  read(body) {
    const { tools = [], input = [] } = body as Body;
    const last = Array.isArray(input) ? input.at(-1) : undefined;
    const result = last?.type === "function_call_output" ? textOf(last.output) : undefined;
    return { tools: tools.flatMap((tool) => shown(tool)), result };
  },
  write: (say) => {
    const response = { id: "response_1", object: "response", output: [], usage: USAGE };
    return eventStream(
      [
        { type: "response.created", response: { ...response, status: "in_progress" } },
        { type: "response.output_item.done", output_index: 0, item: itemOf(say) },
        { type: "response.completed", response: { ...response, status: "completed" } },
      ].map((data) => ({ event: data.type, data })),
    );
  },
};

const USAGE = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };

function shown(tool: Tool, namespace?: string): ShownTool[] {
  const { type, name = type, description = "", parameters, tools } = tool;
  if (type === "namespace") return (tools ?? []).flatMap((inner) => shown(inner, name));
  return [{ name, namespace, description, schema: parameters }];
}

function itemOf(say: Say): unknown {
  if ("text" in say) {
    const content = [{ type: "output_text", text: say.text, annotations: [] }];
    return { type: "message", id: "message_1", role: "assistant", status: "completed", content };
  }
  const { call: { name, namespace }, arguments: args } = say;
  const call = { type: "function_call", id: "function_1", call_id: "call_1", status: "completed" };
  return { ...call, name, ...(namespace && { namespace }), arguments: JSON.stringify(args) };
}

function textOf(output: unknown): string {
  return typeof output === "string" ? output : JSON.stringify(output);
}
