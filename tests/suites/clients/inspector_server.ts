// The process behind MCP Inspector's web page, started as its README says, on free ports.

import { startChild } from "../../local/child_process.ts";
import { freePort } from "../../local/ports.ts";

interface InspectorServer {
  /** The page, with the token that its own interface wants. */
  readonly page: string;
  stop(): Promise<void>;
}

/** Starts it and waits until it says where its page is. */
export async function startInspectorServer(
  command: string,
  args: string[],
  environment: Readonly<Record<string, string>>,
): Promise<InspectorServer> {
  const { promise: page, resolve } = Promise.withResolvers<string>();
  const printed: string[] = [];
  const child = startChild({
    program: command,
    args,
    environment: {
      ...environment,
      CLIENT_PORT: `${freePort()}`,
      MCP_SANDBOX_PORT: `${freePort()}`,
      MCP_APP_ORIGIN_PORT: `${freePort()}`,
      MCP_AUTO_OPEN_ENABLED: "false",
      MCP_INSPECTOR_SECRET_STORE: "file",
    },
    onLine: (line) => {
      printed.push(line);
      const url = /http:\S+API_TOKEN=\S+/.exec(line)?.[0];
      if (url) resolve(url);
    },
  });
  const ended = child.ended.then(() => {
    throw new Error(`Inspector ended while starting:\n${printed.join("\n")}`);
  });
  try {
    return { page: await Promise.race([page, ended]), stop: child.stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
