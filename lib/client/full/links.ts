// Web addresses in a text, and invites.

export interface FoundLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

const LINK = /\b(?:https?|ftp|gemini|gopher|parley):\/\/[^\s<>"\p{Cc}]+/giu;
const LINKS_MAX = 50;

/** All links of a text; a full stop or bracket that belongs to the sentence is left out. */
export function linksIn(text: string): readonly FoundLink[] {
  if (!text.includes("://")) return [];
  const found: FoundLink[] = [];
  for (const { index, 0: raw } of text.matchAll(LINK)) {
    const url = trimmed(raw);
    found.push({ start: index, end: index + url.length, url });
    if (found.length >= LINKS_MAX) break;
  }
  return found;
}

function trimmed(raw: string): string {
  let url = raw.replace(/[.,;:!?'"…。，、]+$/u, "");
  for (const [open, close] of [["(", ")"], ["[", "]"], ["{", "}"]] as const) {
    while (url.endsWith(close) && url.split(close).length > url.split(open).length) {
      url = url.slice(0, -1).replace(/[.,;:!?'"]+$/, "");
    }
  }
  return url;
}
