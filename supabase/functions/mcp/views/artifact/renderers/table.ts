/// <reference lib="dom" />
// CSV (RFC 4180, and what people make of it) as a table that can be sorted. Cells are text: a formula in
// one is read, never computed.

// @ts-types="@types/papaparse"
import Papa from "papaparse";
import { button, element } from "../../shared/elements.ts";
import type { Renderer } from "./renderer.ts";

/** Rows shown at a time. */
const PAGE = 200;

type Order = "ascending" | "descending";

export const renderTable: Renderer = ({ content }, { host: { format } }) => {
  const { data } = Papa.parse<string[]>(content, { skipEmptyLines: "greedy" });
  const [names = [], ...rows] = data;
  const width = Math.max(...data.map((row) => row.length), 0);
  const body = element("tbody");
  const more = button("", () => grow(body.rows.length), { class: "more" });
  let sorted = rows;

  const headers = Array.from({ length: width }, (_, column) => {
    const header = element("th", { scope: "col" });
    const name = names[column]?.trim() || `Column ${column + 1}`;
    header.append(button(name, () => sort(column, header)));
    return header;
  });

  function sort(column: number, header: HTMLElement): void {
    const order: Order = header.ariaSort === "ascending" ? "descending" : "ascending";
    headers.forEach((each) => each.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    sorted = rows.toSorted((a, b) => sign * format.compare(a[column] ?? "", b[column] ?? ""));
    body.replaceChildren();
    grow(0);
  }

  function grow(from: number): void {
    for (const row of sorted.slice(from, from + PAGE)) {
      body.append(element("tr", {}, ...headers.map((_, i) => element("td", {}, row[i] ?? ""))));
    }
    const left = sorted.length - body.rows.length;
    more.textContent = `${format.number(left)} more rows`;
    more.hidden = left <= 0;
  }

  grow(0);
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...headers)), body);
  const scrolls = { class: "scrolls", tabindex: "0", role: "region", "aria-label": "Table" };
  return element("div", {}, element("div", scrolls, table), more);
};
