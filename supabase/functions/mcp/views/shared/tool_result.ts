// A result of `tools/call` as hosts pass it on: with its data, without, or with the data as text.

export type Data = Record<string, unknown>;

export interface ToolResult {
  content?: readonly object[];
  structuredContent?: unknown;
  isError?: boolean | undefined;
  _meta?: Data | undefined;
}

/** @returns the structured content; `undefined` when the host dropped it */
export function dataOf(result: ToolResult): Data | undefined {
  const { structuredContent } = result;
  return isOurs(structuredContent) ? structuredContent : dataInText(result);
}

/** The first text: the server's own sentence. Later texts are stored data. */
export function sentenceOf(result: ToolResult): string {
  return textsOf(result)[0] ?? "";
}

// Stored text never comes alone, so a stored JSON cannot pass for the server's answer.
function dataInText(result: ToolResult): Data | undefined {
  const [text, ...others] = textsOf(result);
  if (text === undefined || others.length > 0) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    return isOurs(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function textsOf({ content }: ToolResult): string[] {
  return (content ?? []).flatMap((block) =>
    "text" in block && typeof block.text === "string" ? [block.text] : []
  );
}

// Some hosts leave an empty object, or a pointer to a file, in the place of the data.
function isOurs(value: unknown): value is Data {
  if (!isObject(value)) return false;
  const { artifact, artifacts, versions } = value;
  return isObject(artifact) || Array.isArray(artifacts) ||
    Array.isArray(versions);
}

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
