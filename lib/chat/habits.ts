// The forms that users of older chat tools have in their fingers. The rule above all others: what was meant for one
// person never goes to the room. So whatever looks like such a form is one, or is not sent and shows the right form.
import { fold, parseGroup } from "./names.ts";
import { parseRecipients } from "./recipients.ts";

export type Habit =
  /** No such form: a text for the room. */
  | { readonly type: "text" }
  | { readonly type: "menu" }
  | { readonly type: "exit" }
  | { readonly type: "shout"; readonly text: string }
  /** `sure` is false for `Word: text`: where nobody is called so, it may have been meant for the room. */
  | { readonly type: "tell"; readonly to: readonly string[]; readonly text: string; readonly sure: boolean }
  | { readonly type: "tell-group"; readonly group: string; readonly text: string }
  | { readonly type: "make-group"; readonly group: string; readonly members: readonly string[] }
  /** Looks like a form and is wrong: not to be sent; `form` shows how it is done. */
  | { readonly type: "malformed"; readonly form: string };

export interface HabitOptions {
  /** Whether `name: text` writes to that person: only where somebody sits at a terminal. */
  readonly names: boolean;
  /** Whether somebody who bears this nick is known. */
  isKnown(nick: string): boolean;
}

export const TELL_FORM = "@name: text   as in   @bob: hello   (to everybody: @ALL: hello; to the room: /say text)";
export const NAME_FORM = "name: text   as in   bob: hello   (to the room: /say text)";
export const GROUP_FORM = "group groupX name, name   as in   group groupX bob, eve   (to the room: /say text)";

// Words before a colon that begin an address. With blanks after the colon they are words like any other.
const SCHEMES: ReadonlySet<string> = new Set(
  ("about callto data dns doi facetime feed file ftp ftps geo git gopher gemini http https im imap info irc irc6 ircs " +
    "jabber jar javascript ldap ldaps magnet mailto matrix mid mms news nfs nntp redis rsync rtmp rtsp sftp sip sips " +
    "skype slack sms smb spotify ssh steam svn tel telnet tftp udp urn view-source vnc webcal ws wss xmpp").split(" "),
);

const TEXT: Habit = { type: "text" };

/** What was typed or pasted, without a slash before it. Its first line says to whom it goes; more may follow. */
export function parseHabit(line: string, options: HabitOptions): Habit {
  const text = line.trim();
  const bare = text.toLowerCase();
  if (bare === "menu" || bare === "exit") return { type: bare };
  if (text.startsWith("@")) return parseAt(text);
  const making = /^group\s+(group\S+)(?:\s+([^]*))?$/i.exec(text);
  if (making) return parseMaking(making[1] ?? "", making[2] ?? "");
  return parseNamed(text, options);
}

function parseAt(text: string): Habit {
  // By hand and not by a pattern: a long run of blanks must not cost more than its length.
  const [line = ""] = text.split("\n", 1);
  const colon = line.indexOf(":");
  const names = line.slice(1, Math.max(colon, 1)).trim();
  const rest = colon < 0 || names === "" ? "" : text.slice(colon + 1).trim();
  if (rest === "") return malformed(TELL_FORM);
  if (fold(names) === "all") return { type: "shout", text: rest };
  const to = parseRecipients(names);
  if (!to) return malformed(TELL_FORM);
  const [only, another] = to;
  if (only !== undefined && another === undefined && parseGroup(only) !== undefined) {
    return { type: "tell-group", group: only, text: rest };
  }
  return { type: "tell", to, text: rest, sure: true };
}

function parseMaking(group: string, list: string): Habit {
  const members = parseRecipients(list);
  const name = parseGroup(group);
  if (name === undefined || !members) return malformed(GROUP_FORM);
  return { type: "make-group", group: name, members };
}

function parseNamed(text: string, options: HabitOptions): Habit {
  const found = /^([^:\n]+):([^]*)$/.exec(text);
  if (!found) return TEXT;
  const [names, after] = [(found[1] ?? "").trimEnd(), found[2] ?? ""];
  const to = parseRecipients(names);
  if (!to) return TEXT;
  const only = to.length === 1 ? to[0] : undefined;
  const known = to.some((nick) => options.isKnown(nick));
  if (isAddress(names, after, known)) return TEXT;
  const rest = after.trim();
  if (only !== undefined && parseGroup(only) !== undefined && (options.names || known)) {
    return rest === "" ? malformed(NAME_FORM) : { type: "tell-group", group: only, text: rest };
  }
  if (!options.names) return TEXT;
  if (rest === "") return malformed(NAME_FORM);
  return { type: "tell", to, text: rest, sure: known };
}

/** True for what a colon follows without being addressed to anybody: URLs, times, C++ names. */
function isAddress(word: string, after: string, known: boolean): boolean {
  if (after.startsWith("//")) return true;
  if (/^\s/.test(after)) return !known && SCHEMES.has(word.toLowerCase());
  if (after !== "" && SCHEMES.has(word.toLowerCase())) return true;
  return !known && (after.startsWith(":") || (/^\d+$/.test(word) && /^\d/.test(after)));
}

function malformed(form: string): Habit {
  return { type: "malformed", form };
}
