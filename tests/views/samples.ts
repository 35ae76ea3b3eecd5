// One realistic artifact of each kind.

import type { ArtifactDraft } from "../../supabase/functions/mcp/artifacts/artifact.ts";
import { ask, tool } from "../suites/ask.ts";
import type { Sample } from "./host/server.ts";

const MARKDOWN = `# A trip to the coast

Three days, two people, **one** small car. Notes from the *planning*; see [the timetable](https://example.com/trains).

- [x] Book the house
- [ ] Pack the tent
- [ ] Ask Ana about the boat

| Day | Where | km |
| --- | ----- | -: |
| 1 | Harbour | 120 |
| 2 | Lighthouse | 35 |

> Bring warm clothes: the evenings are cold.

\`\`\`typescript
function distance(days: readonly Day[]): number {
  return days.reduce((sum, { km }) => sum + km, 0); // there and back
}
\`\`\`
`;

const CODE = `from dataclasses import dataclass

@dataclass
class Day:
    """One day of a trip."""
    where: str
    km: float = 0.0

def distance(days: list[Day]) -> float:
    # there and back
    return sum(day.km for day in days) * 2
`;

const HTML = `<!doctype html>
<html><head><title>Trip</title><style>
body { font: 16px system-ui; margin: 2rem; background: linear-gradient(#e8f4ff, #fff); color: #123; }
button { padding: .5rem 1rem; }
</style></head>
<body><h1>Countdown</h1><p>Days left: <output id="left">14</output></p>
<button onclick="left.value = left.value - 1">One day later</button></body></html>
`;

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 140">
  <rect width="240" height="140" fill="#cfe8ff"/><circle cx="190" cy="36" r="20" fill="#ffd34d"/>
  <path d="M0 100 Q60 80 120 100 T240 100 V140 H0Z" fill="#2f7fc1"/>
  <path d="M80 92h70l-14 20H94z" fill="#8c4a2f"/><path d="M114 90V40l34 44z" fill="#fff"/>
</svg>
`;

const DIAGRAM = `flowchart LR
  A[Home] --> B{Weather}
  B -->|sun| C[Coast]
  B -->|rain| D[Museum]
`;

type Sampled = Pick<ArtifactDraft, "title" | "kind" | "content" | "language" | "description">;

/** Shown as text, in the list and above the content. */
export const DESCRIPTION = "Three days & <b>two people</b>";

/** The drafts, by kind. */
export const SAMPLES: readonly Sampled[] = [
  {
    kind: "markdown",
    title: "A trip to the coast",
    description: DESCRIPTION,
    content: MARKDOWN,
    language: null,
  },
  { kind: "code", title: "distance.py", content: CODE, language: "python" },
  { kind: "html", title: "Countdown", content: HTML, language: null },
  { kind: "svg", title: "A boat", content: SVG, language: null },
  { kind: "mermaid", title: "Where to go", content: DIAGRAM, language: null },
  {
    kind: "json",
    title: "Packing list",
    content: JSON.stringify({
      tent: { weight: 2.4, colour: "green" },
      people: ["Ana", "Ben"],
      dog: null,
      paid: true,
    }),
    language: null,
  },
  {
    kind: "csv",
    title: "Costs",
    content: 'what,who,EUR\nhouse,Ana,240\nfuel,Ben,35.50\n"food, drinks",Ana,120\n=1+1,Ben,9\n',
    language: null,
  },
  {
    kind: "text",
    title: "A reminder",
    content: "Call the harbour master before noon.\nHe knows about the boat.\n",
    language: null,
  },
];

/**
 * Saves the samples.
 * @returns the call that shows each one, and the call that lists the library
 */
export async function saveSamples(mcpUrl: string, token: string): Promise<Sample[]> {
  const shown: Sample[] = [{ label: "Library", name: "artifact.list", arguments: {} }];
  for (const { language, ...words } of SAMPLES) {
    const draft = { ...words, tags: ["trip"], ...(language !== null && { language }) };
    const { text } = await ask(mcpUrl, token, tool("artifact.create", draft));
    const { id } = JSON.parse(text).result.structuredContent.artifact;
    shown.push({ label: words.title, name: "artifact.view", arguments: { id } });
  }
  return shown;
}
