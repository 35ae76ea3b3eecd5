/// <reference lib="dom" />
// Renders CSV (RFC 4180 and its variants) as a sortable table. Cells are text, and formulas are not computed. The table
// grows page by page.

// @ts-types="@types/papaparse"
import Papa from "papaparse";
import { button, element } from "../../shared/elements.ts";
import type { Renderer } from "./renderer.ts";

/** Rows of a table. Further rows are left out: sorting them would freeze the view. */
const MAX_ROWS = 50_000;
/** Rows of one page. */
const PAGE = 200;
/** Cells of one page. */
const PAGE_CELLS = 6_000;
/** Characters of one page. */
const PAGE_CHARACTERS = 50_000;
/** Columns that one click adds. */
const COLUMNS = 50;
/** Characters of a cell that are shown, and compared when sorting. */
const MAX_CELL = 1_000;

type Order = "ascending" | "descending";

export const renderTable: Renderer = ({ content }, { host: { format } }) => {
  const { data } = Papa.parse<string[]>(content, {
    quoteChar: hasStrayQuotes(content) ? "\0" : '"',
    skipEmptyLines: "greedy",
    preview: MAX_ROWS + 2, // the header, the rows to show, and one row more, which tells that rows are left out
  });
  const [names = [], ...rows] = data;
  const cut = rows.length > MAX_ROWS;
  rows.length = Math.min(rows.length, MAX_ROWS);
  const width = data.reduce((most, { length }) => Math.max(most, length), 0);
  const head = element("tr");
  const body = element("tbody");
  const more = button("", () => grow(body.rows.length), { class: "more" });
  const wider = button("", () => widen(), { class: "more" });
  let sorted = rows;
  const headers: HTMLElement[] = [];

  function headerOf(column: number): HTMLElement {
    const header = element("th", { scope: "col" });
    const name = shortened(
      names[column]?.trim() || `Column ${format.number(column + 1)}`,
    );
    header.append(button(name, () => sort(column, header)));
    return header;
  }

  function widen(): void {
    const drawn = headers.length;
    for (let i = drawn; i < Math.min(width, drawn + COLUMNS); i++) {
      headers.push(headerOf(i));
    }
    head.replaceChildren(...headers);
    redraw();
    wider.textContent = `${format.number(width - headers.length)} more columns`;
    wider.hidden = width <= headers.length;
  }

  function sort(column: number, header: HTMLElement): void {
    const order: Order = header.ariaSort === "ascending" ? "descending" : "ascending";
    headers.forEach((each) => each.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const key = (row: string[]) => (row[column] ?? "").slice(0, MAX_CELL);
    sorted = rows.toSorted((a, b) => sign * format.compare(key(a), key(b)));
    redraw();
  }

  function redraw(): void {
    body.replaceChildren();
    grow(0);
  }

  function grow(from: number): void {
    const page = Math.max(
      1,
      Math.min(PAGE, Math.floor(PAGE_CELLS / headers.length)),
    );
    let characters = 0;
    for (const row of sorted.slice(from, from + page)) {
      if (characters > PAGE_CHARACTERS) break;
      for (const cell of row) characters += Math.min(cell.length, MAX_CELL);
      body.append(
        element(
          "tr",
          {},
          ...headers.map((_, i) => element("td", {}, shortened(row[i] ?? ""))),
        ),
      );
    }
    const left = sorted.length - body.rows.length;
    more.textContent = `${format.number(left)} more rows`;
    more.hidden = left <= 0;
  }

  function shortened(cell: string): string {
    if (cell.length <= MAX_CELL) return cell;
    const left = format.number(cell.length - MAX_CELL);
    return `${cell.slice(0, MAX_CELL).toWellFormed()}… (${left} more characters)`;
  }

  widen();
  const table = element("table", {}, element("thead", {}, head), body);
  const scrolls = {
    class: "scrolls",
    tabindex: "0",
    role: "region",
    "aria-label": "Table",
  };
  return element(
    "div",
    {},
    cut &&
      element(
        "p",
        { class: "muted" },
        `Only the first ${format.number(MAX_ROWS)} rows are shown.`,
      ),
    element("div", scrolls, table),
    element("div", { class: "row" }, more, wider),
  );
};

/** Quotes inside cells. A file with many such quotes is read without quoted cells: parsing the quotes takes seconds. */
const STRAY = /[^",;\t|\r\n]"[^",;\t|\r\n]|"{100}/g;
const MAX_STRAY = 2_000;

function hasStrayQuotes(content: string): boolean {
  let stray = 0;
  for (const [quotes] of content.matchAll(STRAY)) {
    stray += quotes.length > 3 ? 100 : 1;
    if (stray > MAX_STRAY) return true;
  }
  return false;
}
