// All tools, in the order of `tools/list`.

import create from "./artifact/create.ts";
import deleteArtifact from "./artifact/delete.ts";
import exportArtifacts from "./artifact/export.ts";
import history from "./artifact/history.ts";
import kinds from "./artifact/kinds.ts";
import list from "./artifact/list.ts";
import open from "./artifact/open.ts";
import restore from "./artifact/restore.ts";
import share from "./artifact/share.ts";
import unshare from "./artifact/unshare.ts";
import update from "./artifact/update.ts";
import view from "./artifact/view.ts";
import fetch from "./research/fetch.ts";
import search from "./research/search.ts";
import type { Tool } from "../primitives/tool.ts";

// A public tool comes first: some users try the first tool of the list before they sign in.
export const TOOLS: readonly Tool[] = [
  kinds,
  list,
  view,
  create,
  update,
  history,
  restore,
  deleteArtifact,
  share,
  unshare,
  open,
  exportArtifacts,
  search,
  fetch,
];
