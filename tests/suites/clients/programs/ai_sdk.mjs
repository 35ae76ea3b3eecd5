// A host application with AI SDK, whose model is the mock of its own test utilities:
// `node ai_sdk.mjs <url>`.

import process from "node:process";
import { startProvider } from "./browser_provider.mjs";
import { installed } from "./installed.mjs";
import { answerSteps } from "./steps.mjs";

const { generateText } = await installed("ai");
const { MockLanguageModelV4 } = await installed("ai/test");
const { auth, createMCPClient } = await installed("@ai-sdk/mcp");

const url = process.argv[2];
const provider = await startProvider();
const noTokens = { inputTokens: {}, outputTokens: {} };
let client;

await answerSteps({
  connect: async () => {
    client = await createMCPClient({ transport: { type: "http", url, authProvider: provider } });
    return `connected to ${client.serverInfo?.name}`;
  },
  finishAuth: (callback) =>
    auth(provider, {
      serverUrl: url,
      authorizationCode: callback.get("code"),
      callbackState: callback.get("state"),
      callbackIssuer: callback.get("iss"),
    }),
  toolNames: async () => {
    const model = modelThatSays({ type: "text", text: "Hello" });
    await generateText({ model, tools: await client.tools(), prompt: "Say hello." });
    return model.doGenerateCalls[0].tools.map(({ name }) => name);
  },
  call: async (toolName, args) => {
    const input = JSON.stringify(args);
    const model = modelThatSays({ type: "tool-call", toolCallId: "1", toolName, input });
    const tools = await client.tools();
    const { content } = await generateText({ model, tools, prompt: "Call it." });
    const failure = content.find(({ type }) => type === "tool-error");
    if (failure) throw failure.error;
    return JSON.stringify(content.find(({ type }) => type === "tool-result").output);
  },
}, provider);
process.exit();

function modelThatSays(content) {
  const unified = content.type === "text" ? "stop" : "tool-calls";
  const answer = { content: [content], finishReason: { unified }, usage: noTokens, warnings: [] };
  return new MockLanguageModelV4({ doGenerate: answer });
}
