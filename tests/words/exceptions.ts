// Texts that keep a banned word, each with its reason. An exception that no file holds fails the check.

import type { Exception } from "./findings.ts";

export const EXCEPTIONS: readonly Exception[] = [];
