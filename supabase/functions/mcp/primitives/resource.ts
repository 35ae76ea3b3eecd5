// What a resource is to those who serve it (MCP, server/resources).

import type { SharedText } from "../json/shared_text.ts";
import type { UserContext } from "./context.ts";
import type { Scope } from "./tool.ts";
import type { Spell } from "../../_shared/tool_names.ts";

/** What reading gives; bytes are base64. */
export type ResourceContents =
  & { mimeType?: string; _meta?: Record<string, unknown> }
  & ({ text: string | SharedText } | { blob: string | SharedText });

interface Described {
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
  _meta?: Record<string, unknown>;
}

/** A resource with a URI of its own, for everybody. */
export interface Resource extends Described {
  uri: string;
  /** Readable but not listed: only views use it. */
  unlisted?: true;
  /** @param spell writes a text that names tools */
  read(spell: Spell): Promise<ResourceContents>;
}

/** A resource that is listed without being read. */
export interface ListedResource extends Described {
  uri: string;
  /** Bytes. */
  size?: number;
  annotations?: { lastModified?: string };
}

/** One page of resources; `next` is a cursor of the template's own. */
export interface ResourcePage {
  resources: ListedResource[];
  next?: string | undefined;
}

type Variables = Readonly<Record<string, string>>;

/** Resources that share a form of URI. */
export interface ResourceTemplate extends Described {
  /** RFC 6570 with simple variables only: `test://{id}/data`. */
  uriTemplate: string;
  /** Scopes a caller must hold to read, and to see any listed; none = for everybody. */
  requires: readonly Scope[];
  /**
   * @param user present when `requires` is not empty
   * @returns `undefined` when nothing of the user's has these variables
   */
  read(variables: Variables, user: UserContext | undefined): Promise<ResourceContents | undefined>;
  /**
   * Those there are, a page at a time; templates without it are not listed.
   * @returns `undefined` for a cursor that is none of this template's
   */
  list?(user: UserContext, cursor: string | undefined): Promise<ResourcePage | undefined>;
}
