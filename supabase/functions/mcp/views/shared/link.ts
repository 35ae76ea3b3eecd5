// Describes where a link really leads, so that the user can confirm it. Some links are refused, with a reason.

import { plainText } from "./plain_text.ts";

/**
 * A link as shown to the user. All fields are ASCII, because letters of other alphabets could imitate a known host.
 * Only the subject and the text of a mail may contain other characters.
 */
interface Link {
  /** The URL to open, as the browser parses it. For a mail link: built again from the fields that are shown. */
  url: string;
  /** The host with its port, or the domain of a mail address. */
  host: string;
  /** For a mail link: recipient, subject and text, one line each. */
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

/** @param href an absolute URL, as written in the artifact; untrusted */
export function linkOf(href: string): Link | RefusedLink {
  const url = parsed(href);
  if (!url) return { refused: "This link is not opened: it is not a complete address." };
  if (!SCHEMES.has(url.protocol)) {
    return {
      refused: "This link is not opened: it leads neither to a web page nor to a mail address.",
    };
  }
  if (url.protocol === "mailto:") return mailOf(url);
  // "https://bank.example@evil.example/" leads to evil.example. The text of the link is checked, too, because the URL
  // parser drops an empty user name.
  const [, authority = ""] = /^[^:]*:[/\\]*([^/\\?#]*)/.exec(href.trim()) ?? [];
  if (url.username || url.password || /@|%40/i.test(authority)) {
    return {
      refused: `This link is not opened: it leads to ${url.host}, but shows another name first.`,
    };
  }
  const warning = warningOf(url);
  return { url: url.href, host: url.host, ...(warning && { warning }) };
}

function parsed(href: string): URL | undefined {
  return URL.canParse(href) ? new URL(href) : undefined;
}

/** The fields that a mail link may set (RFC 6068), with labels. Other fields could add recipients or attachments. */
const MAIL_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ subject: "Subject", body: "Text" }),
);
/** Characters of recipient, subject and text. A longer mail would not fit into the dialog. */
const MAX_MAIL = 1_000;

function mailOf({ pathname, search }: URL): Link | RefusedLink {
  const [, name, domain] = MAIL_ADDRESS.exec(decoded(pathname) ?? "") ?? [];
  const written = parsed(`https://${domain}/`);
  if (!name || !written) {
    return {
      refused: "This link is not opened: it needs exactly one mail address in plain letters.",
    };
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
          "This link is not opened: it sets more than the address, the subject and the text of a mail.",
      };
    }
    const line = plainText(text);
    mail.push(`${label}: ${line}`);
    fields.push(`${known}=${encodeURIComponent(line)}`);
  }
  if (mail.join("").length > MAX_MAIL) {
    return { refused: "This link is not opened: its mail is too long to be shown here." };
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
    return "The name of this site has letters that can look like those of another name.";
  }
  if (/^[\d.]+$|^\[/.test(hostname)) {
    return "This address is a number, not the name of a site.";
  }
  return undefined;
}
