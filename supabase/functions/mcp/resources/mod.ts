// Every resource there is, in the order clients see them.

import guide from "./guide.ts";
import type { Resource } from "./resource.ts";

export const RESOURCES: readonly Resource[] = [guide];
