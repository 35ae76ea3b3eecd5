// All resources, in the order of resources/list.

import artifacts from "./artifacts.ts";
import guide from "./guide.ts";
import type { Resource, ResourceTemplate } from "../primitives/resource.ts";
import { VIEWS } from "./views.ts";

export const RESOURCES: readonly Resource[] = [guide, ...VIEWS];
export const RESOURCE_TEMPLATES: readonly ResourceTemplate[] = [artifacts];
