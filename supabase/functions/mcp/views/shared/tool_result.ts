// Reads a `tools/call` result as hosts forward it: with structured data, with the data as text, or without data.

export type Data = Record<string, unknown>;

export interface ToolResult {
  content?: readonly object[];
  structuredContent?: unknown;
  isError?: boolean | undefined;
  _meta?: Data | undefined;
}

/** @returns the structured data, also from a text block; `undefined` if the host dropped the data */
export function dataOf(result: ToolResult): Data | undefined {
  const { structuredContent } = result;
  return isLibraryData(structuredContent) ? structuredContent : dataInText(result);
}

/** @returns the first text block. The server wrote this text; later blocks contain stored data */
export function summaryOf(result: ToolResult): string {
  return textsOf(result)[0] ?? "";
}

// Reads data from the only text block. Stored text is never the only block, so stored JSON cannot pass for the
// server's data.
function dataInText(result: ToolResult): Data | undefined {
  const [text, ...others] = textsOf(result);
  if (text === undefined || others.length > 0) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    return isLibraryData(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function textsOf({ content }: ToolResult): string[] {
  return (content ?? []).flatMap((block) =>
    "text" in block && typeof block.text === "string" ? [block.text] : []
  );
}

// Returns false for an empty object and for a reference to a file: some hosts replace the data by these.
function isLibraryData(value: unknown): value is Data {
  if (!isObject(value)) return false;
  const { artifact, artifacts, versions } = value;
  return isObject(artifact) || Array.isArray(artifacts) ||
    Array.isArray(versions);
}

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
