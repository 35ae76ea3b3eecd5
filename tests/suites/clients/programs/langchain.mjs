// A host application with LangChain's MCP adapters and an agent of LangGraph: `node langchain.mjs <url>`.

import process from "node:process";
import { startProvider } from "./browser_provider.mjs";
import { installed } from "./installed.mjs";
import { answerSteps } from "./steps.mjs";

const { MultiServerMCPClient } = await installed("@langchain/mcp-adapters");
const { createReactAgent } = await installed("@langchain/langgraph/prebuilt");
const { BaseChatModel } = await installed("@langchain/core/language_models/chat_models");
const { AIMessage } = await installed("@langchain/core/messages");
// The adapters take a provider of the SDK, and leave redeeming the code to that.
const { auth } = await installed("@modelcontextprotocol/sdk/client/auth.js");

const url = process.argv[2];
const provider = await startProvider();
let client;

/** A model that calls one tool and then has nothing more to say. */
class OneCall extends BaseChatModel {
  toolNames = [];

  constructor(call) {
    super({});
    this.call = call;
  }

  _llmType() {
    return "one-call";
  }

  bindTools(tools) {
    this.toolNames = tools.map(({ name }) => name);
    return this;
  }

  _generate(messages) {
    const answered = !this.call || messages.at(-1).getType() === "tool";
    const message = new AIMessage(answered ? "Done." : { content: "", tool_calls: [this.call] });
    return Promise.resolve({ generations: [{ text: "", message }] });
  }
}

async function run(model) {
  const agent = createReactAgent({ llm: model, tools: await client.getTools() });
  return await agent.invoke({ messages: [{ role: "user", content: "Do it." }] });
}

await answerSteps({
  connect: async () => {
    const server = { transport: "http", url, authProvider: provider };
    client = new MultiServerMCPClient({ mcpServers: { artifacts: server } });
    return `got ${(await client.getTools()).length} tools`;
  },
  finishAuth: (callback) =>
    auth(provider, { serverUrl: url, authorizationCode: callback.get("code") }),
  toolNames: async () => {
    const model = new OneCall();
    await run(model);
    return model.toolNames;
  },
  call: async (name, args) => {
    const { messages } = await run(new OneCall({ id: "1", name, args }));
    const answer = messages.find((message) => message.getType() === "tool");
    if (answer.status === "error") throw new Error(answer.content);
    return JSON.stringify(answer.content);
  },
}, provider);
process.exit();
