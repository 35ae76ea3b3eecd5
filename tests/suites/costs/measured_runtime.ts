// What a measured function's process runs: the Edge Runtime's emulation, and a collector of garbage.

import "./collector.ts";
import "../../local/edge_runtime/main.ts";
