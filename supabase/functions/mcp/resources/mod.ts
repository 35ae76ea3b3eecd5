// Every resource there is, in the order clients see them.

import artifacts from "./artifacts.ts";
import guide from "./guide.ts";
import type { Resource, ResourceTemplate } from "./resource.ts";
import views from "./views.ts";

export const RESOURCES: readonly Resource[] = [guide];
export const RESOURCE_TEMPLATES: readonly ResourceTemplate[] = [artifacts, views];
