// Describes where a link really leads, for the user to confirm, or gives the reason why it is not opened.

import { plainText } from "./plain_text.ts";

/**
 * A link as shown to the user. Only the subject and the text of a mail may contain characters other than ASCII:
 * letters of other alphabets could imitate a known host.
 */
interface Link {
  /** The URL to open, as the browser parses it. For mail: rebuilt from the shown parts. */
  url: string;
  /** The host with its port, or the domain of a mail address. */
  host: string;
  /** For mail: recipient, subject and text, one line each. */
  mail?: string[];
  /** A risk to show to the user. */
  warning?: string;
}

/** The reason why a link is not opened. */
interface RefusedLink {
  refused: string;
}

const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** Whether the link has a scheme that can be opened. */
export function isLink(href: string): boolean {
  return SCHEMES.has(parsed(href)?.protocol ?? "");
}

/** @param href an absolute URL, as written */
export function linkOf(href: string): Link | RefusedLink {
  const url = parsed(href);
  if (!url) return { refused: "This is not the address of a page." };
  if (!SCHEMES.has(url.protocol)) {
    return {
      refused: "Only links to web pages and mail addresses are opened.",
    };
  }
  if (url.protocol === "mailto:") return mailOf(url);
  // "https://bank.example@evil.example/" leads to evil.example. The URL parser drops an empty user name, so the
  // text of the link is checked too.
  const [, authority = ""] = /^[^:]*:[/\\]*([^/\\?#]*)/.exec(href.trim()) ?? [];
  if (url.username || url.password || /@|%40/i.test(authority)) {
    return {
      refused: `This link is not opened: it leads to ${url.host}, and hides it behind a name.`,
    };
  }
  const warning = warningOf(url);
  return { url: url.href, host: url.host, ...(warning && { warning }) };
}

function parsed(href: string): URL | undefined {
  return URL.canParse(href) ? new URL(href) : undefined;
}

/** The fields that a mail link may set, with labels. They add no recipient and no attachment (RFC 6068). */
const MAIL_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ subject: "Subject", body: "Text" }),
);
/** Characters; a longer mail would not fit into the dialog. */
const MAX_MAIL = 1_000;

function mailOf({ pathname, search }: URL): Link | RefusedLink {
  const [, name, domain] = MAIL_ADDRESS.exec(decoded(pathname) ?? "") ?? [];
  const written = parsed(`https://${domain}/`);
  if (!name || !written) {
    return { refused: "This is not one mail address in plain letters." };
  }
  const address = `${name}@${written.hostname}`;
  const mail = [`To: ${address}`];
  const fields: string[] = [];
  for (const field of search.slice(1).split("&").filter(Boolean)) {
    const [, key = "", value = ""] = /^([^=]*)=?(.*)$/.exec(field) ?? [];
    const known = decoded(key)?.toLowerCase() ?? "";
    const text = decoded(value);
    const label = MAIL_FIELDS.get(known);
    if (!label || text === undefined) {
      return {
        refused:
          "This link is not opened: it sets more of a mail than one address, a subject and a text.",
      };
    }
    const line = plainText(text);
    mail.push(`${label}: ${line}`);
    fields.push(`${known}=${encodeURIComponent(line)}`);
  }
  if (mail.join("").length > MAX_MAIL) {
    return { refused: "This mail is too long to be shown here." };
  }
  const warning = warningOf(written);
  const url = `mailto:${address}${fields.length > 0 ? "?" : ""}${fields.join("&")}`;
  return { url, host: written.hostname, mail, ...(warning && { warning }) };
}

const MAIL_ADDRESS = /^([\w.+-]{1,64})@([^\s@/?#:%\\[\]]+)$/;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function warningOf({ hostname }: URL): string | undefined {
  if (/(^|\.)xn--/.test(hostname)) {
    return "This name has letters that can look like those of another name.";
  }
  if (/^[\d.]+$|^\[/.test(hostname)) {
    return "This is a number, not the name of a site.";
  }
  return undefined;
}
