// What a resource is to those who serve it (MCP, server/resources). These are for everybody: reading
// one asks for no sign-in and gets nobody's artifacts.

/** What reading gives; bytes are base64. */
export type ResourceContents = { mimeType?: string } & ({ text: string } | { blob: string });

interface Described {
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
}

/** A resource with a URI of its own. */
export interface Resource extends Described {
  uri: string;
  read(): Promise<ResourceContents>;
}

/** Resources that share a form of URI. */
export interface ResourceTemplate extends Described {
  /** RFC 6570 with simple variables only: `test://{id}/data`. */
  uriTemplate: string;
  /** @returns `undefined` when nothing has these variables */
  read(variables: Readonly<Record<string, string>>): Promise<ResourceContents | undefined>;
}
