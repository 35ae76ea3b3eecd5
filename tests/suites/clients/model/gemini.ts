// Google's Gemini API (`generateContent`, streamed and not), as Gemini CLI speaks it.

import { type Api, eventStream, type Say } from "./stand_in.ts";

interface Declaration {
  name: string;
  description?: string;
  parametersJsonSchema?: unknown;
}

interface Part {
  functionResponse?: { response?: { output?: unknown } };
}

interface Body {
  tools?: { functionDeclarations?: Declaration[] }[];
  contents?: { parts?: Part[] }[];
}

export const GEMINI: Api = {
  turn: /:(g|streamG)enerateContent$/,
  read(body) {
    const { tools = [], contents = [] } = body as Body;
    const declared = tools.flatMap(({ functionDeclarations }) => functionDeclarations ?? []);
    const answer = contents.at(-1)?.parts?.find(({ functionResponse }) => functionResponse);
    return {
      tools: declared.map(({ name, description = "", parametersJsonSchema: schema }) => {
        return { name, description, schema };
      }),
      result: answer && textOf(answer),
    };
  },
  write(say, _body, path) {
    const content = { role: "model", parts: [partOf(say)] };
    const answer = {
      candidates: [{ index: 0, content, finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    };
    return path.endsWith(":generateContent")
      ? Response.json(answer)
      : eventStream([{ data: answer }]);
  },
};

function partOf(say: Say): unknown {
  if ("text" in say) return { text: say.text };
  return { functionCall: { name: say.call.name, args: say.arguments } };
}

// Text on success, JSON of an error otherwise.
function textOf({ functionResponse }: Part): string {
  const response = functionResponse?.response;
  return typeof response?.output === "string" ? response.output : JSON.stringify(response);
}
