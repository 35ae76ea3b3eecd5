// The message of 404 responses, which names the MCP endpoint. The doctor reads the endpoint from the message.

const BEFORE_URL = "There is nothing here. The MCP endpoint is ";

/** @param resource public URL of the MCP endpoint */
export function wrongPathMessage(resource: string): string {
  return BEFORE_URL + resource;
}

/** @returns the endpoint that the message names; undefined = a different message */
export function endpointIn(message: string): string | undefined {
  return message.startsWith(BEFORE_URL) ? message.slice(BEFORE_URL.length) : undefined;
}
