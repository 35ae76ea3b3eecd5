// The tools as other functions than `mcp` know them. Generated: `deno task tools:build`.

/** One tool, without what runs it. */
export interface ListedTool {
  readonly name: string;
  readonly requires: readonly string[] | "public";
  readonly description: string;
}

export const TOOL_LIST: readonly ListedTool[] = [
  {
    "name": "artifact.kinds",
    "requires": "public",
    "description": "Tell what can be saved, the limits, and how to sign in; when signed in, also how much is used."
  },
  {
    "name": "artifact.list",
    "requires": [
      "profile"
    ],
    "description": "List the user's saved artifacts, newest first, without contents; with query, those that match, best first, each with an excerpt. Use it to find an id or to show what is there."
  },
  {
    "name": "artifact.view",
    "requires": [
      "profile"
    ],
    "description": "Read one of the user's artifacts with its content, as it is or as it was in a version. Long content comes in chunks: read on at next_offset."
  },
  {
    "name": "artifact.create",
    "requires": [
      "profile"
    ],
    "description": "Save a new document, code file, page, drawing, diagram, table or data set to the user's library. Use it when the user asks to save or keep something; for changes use artifact.update."
  },
  {
    "name": "artifact.update",
    "requires": [
      "profile"
    ],
    "description": "Change a saved artifact: content, title, tags, language or description; all or nothing. Prefer edits where little changes. Every change makes a new version and keeps the old one."
  },
  {
    "name": "artifact.history",
    "requires": [
      "profile"
    ],
    "description": "List the versions of a saved artifact, newest first. Read one with artifact.view, go back to one with artifact.restore."
  },
  {
    "name": "artifact.restore",
    "requires": [
      "profile"
    ],
    "description": "Make an old version of an artifact the newest again, or, without a version, bring an artifact back from the trash. What it was stays as a version."
  },
  {
    "name": "artifact.delete",
    "requires": [
      "profile"
    ],
    "description": "Move an artifact to the trash; for 30 days artifact.restore brings it back. With forever, remove one that is in the trash already: only when the user asks for that."
  },
  {
    "name": "artifact.share",
    "requires": [
      "profile"
    ],
    "description": "Make a secret share of an artifact: whoever has it can read the artifact with artifact.open, without signing in. Only when the user asks to share."
  },
  {
    "name": "artifact.unshare",
    "requires": [
      "profile"
    ],
    "description": "Revoke every share of an artifact, for all who have one."
  },
  {
    "name": "artifact.open",
    "requires": "public",
    "description": "Read an artifact that somebody shared, by the share they gave; needs no sign-in."
  },
  {
    "name": "artifact.export",
    "requires": [
      "profile"
    ],
    "description": "Get the user's whole library as JSON Lines, a page at a time: each version of each artifact, the trash included; long contents in lines with offset and next_offset. For backups and moves."
  },
  {
    "name": "search",
    "requires": [
      "profile"
    ],
    "description": "Search the user's artifacts for research: ids, titles and URLs to cite, best match first. Read a result with fetch. For filters or excerpts use artifact.list."
  },
  {
    "name": "fetch",
    "requires": [
      "profile"
    ],
    "description": "Read what search found, with a URL to cite. Long content is cut; artifact.view reads on at next_offset."
  }
];
