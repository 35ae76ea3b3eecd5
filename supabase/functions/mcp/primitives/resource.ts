// The interface of resources (MCP, server/resources).

import type { SharedText } from "../json/shared_text.ts";
import type { UserContext } from "./context.ts";
import type { Scope } from "./tool.ts";
import type { Spell } from "../../_shared/tool_names.ts";

/** Contents of a resource. `blob` is base64. */
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

/** A public resource with a fixed URI. */
export interface Resource extends Described {
  uri: string;
  /** Omitted from resources/list, because only views read it. */
  unlisted?: true;
  /** @param spell rewrites tool names in a text to the form that this client uses */
  read(spell: Spell): Promise<ResourceContents>;
}

/** A resource without its contents. */
export interface ListedResource extends Described {
  uri: string;
  /** Size of the contents in bytes. */
  size?: number;
  annotations?: { lastModified?: string };
}

/** One page of resources; `next` is the cursor of the following page. */
export interface ResourcePage {
  resources: ListedResource[];
  next?: string | undefined;
}

type Variables = Readonly<Record<string, string>>;

/** Resources whose URIs match one template. */
export interface ResourceTemplate extends Described {
  /** URI template (RFC 6570) with simple variables only, such as `test://{id}/data`. */
  uriTemplate: string;
  /** Scopes required to read and to list; empty = public. */
  requires: readonly Scope[];
  /**
   * @param user present if `requires` is not empty
   * @returns `undefined` if the user has no such resource
   */
  read(variables: Variables, user: UserContext | undefined): Promise<ResourceContents | undefined>;
  /**
   * Lists the resources in pages. A template without this method has no resources in resources/list.
   * @returns `undefined` for an invalid cursor
   */
  list?(user: UserContext, cursor: string | undefined): Promise<ResourcePage | undefined>;
}
