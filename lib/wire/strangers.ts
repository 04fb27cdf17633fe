// Who comes to the port and is not to chat: told so in their own language, then closed. Nothing after their first
// line is ever read as chat, or a browser could be made to speak for its user.
import type { Sample, Verdict } from "./dialects.ts";
import { BAD_REQUEST, HTTP_VERBS, httpAnswer, isRequestLine } from "./http.ts";

/** A row of the sniffer's table for those who are turned away. */
export interface Stranger {
  readonly name: string;
  sniff(sample: Sample): Verdict;
  /** Written before the close. */
  readonly answer: Uint8Array;
  /** Its answer means something only as the first that is read: after anything else the link is just closed. */
  readonly standsAlone?: true;
  /** The same where the rest of what began like this did not come in time; without it the next rows are asked. */
  readonly late?: Uint8Array;
}

const encoder = new TextEncoder();
const TLS_HANDSHAKE = "\x16";

const tls: Stranger = {
  name: "tls",
  sniff: ({ text }) => text.startsWith(TLS_HANDSHAKE) ? "yes" : "no",
  answer: encoder.encode("This port speaks without TLS: connect without it.\r\n"),
};

// The seam for browsers: once a WebSocket dialect exists, its row with this very `sniff` is a dialect and no stranger.
// It stands before `http` and decides when the whole head of a GET is there.
const websocket: Stranger = {
  name: "websocket",
  sniff(sample) {
    if (!sample.line?.startsWith("GET ") || !isHttp(sample)) return "no";
    const end = /\r?\n\r?\n/.exec(sample.text)?.index;
    if (end === undefined) return "wait";
    return /^upgrade:\s*websocket\s*$/im.test(sample.text.slice(0, end)) ? "yes" : "no";
  },
  answer: httpAnswer("501 Not Implemented"),
  standsAlone: true,
};

// The beginning of a request is waited for: what came late must not be taken for somebody's words.
const http: Stranger = {
  name: "http",
  sniff(sample) {
    if (isHttp(sample)) return "yes";
    return sample.line === undefined && beginsVerb(sample.text) ? "wait" : "no";
  },
  answer: BAD_REQUEST,
  late: BAD_REQUEST,
  standsAlone: true,
};

const ssh: Stranger = {
  name: "ssh",
  sniff: ({ text }) => text.startsWith("SSH-") ? "yes" : "no",
  answer: encoder.encode("This is a chat server, not SSH.\r\n"),
};

const proxy: Stranger = {
  name: "proxy",
  sniff: ({ text }) => text.startsWith("PROXY ") || text.startsWith("\0\r\nQUIT\n") ? "yes" : "no",
  answer: encoder.encode("This port takes no PROXY header.\r\n"),
};

export const STRANGERS = { tls, websocket, http, ssh, proxy } as const;

/** True for a whole line that is a request's, whatever the verb: pages can choose verbs of their own. */
function isHttp({ line }: Sample): boolean {
  return line !== undefined && isRequestLine(line);
}

/** A verb, or enough of one, at the start of an unfinished line. */
function beginsVerb(text: string): boolean {
  const [word = ""] = text.split(" ", 1);
  if (word.length === text.length) return word.length > 1 && HTTP_VERBS.some((verb) => verb.startsWith(word));
  return HTTP_VERBS.includes(word);
}
