/// <reference lib="dom" />
// What renders a content.

import type { Shown } from "../shown.ts";
import type { Host } from "../../shared/host.ts";

export interface Scene {
  host: Host;
  /** Opens a link of the content after the person has agreed. */
  open(url: string): void;
  /** Whether the person let this artifact run its scripts. */
  scripts: boolean;
}

/**
 * @returns what to show
 * @throws {Problem} when the content is not what its kind says; its text is shown then
 */
export type Renderer = (shown: Shown, scene: Scene) => Node | Promise<Node>;
