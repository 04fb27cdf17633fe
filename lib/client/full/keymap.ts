// The one table of keys: it drives what they do, /bind and the help. Keys of the editor are listed for the help alone.

export interface KeyRow {
  readonly name: string;
  readonly chords: readonly string[];
  readonly about: string;
}

export const KEYS = [
  { name: "help", chords: ["f1"], about: "this help" },
  { name: "next", chords: ["ctrl-n", "alt-right"], about: "next conversation" },
  { name: "previous", chords: ["ctrl-p", "alt-left"], about: "conversation before it" },
  { name: "active", chords: ["alt-a"], about: "next one with something new; after the last, back" },
  { name: "switch", chords: ["ctrl-g"], about: "go to a room or person by a part of the name" },
  { name: "rooms", chords: ["f2"], about: "the rooms of the server, to choose from" },
  { name: "page-up", chords: ["page-up"], about: "back in what was said; past the top more is fetched" },
  { name: "page-down", chords: ["page-down"], about: "forward" },
  { name: "top", chords: ["alt-home"], about: "to the oldest line here" },
  { name: "bottom", chords: ["alt-end"], about: "to the newest line (Esc too)" },
  { name: "unread", chords: ["alt-u"], about: "to the first unread line" },
  { name: "mention-up", chords: ["alt-p"], about: "to the line before that calls you" },
  { name: "mention-down", chords: ["alt-n"], about: "to the next line that calls you" },
  { name: "search", chords: ["ctrl-f"], about: "search; Tab: everywhere, Alt-C: case, Ctrl-X: regex" },
  { name: "pick", chords: ["ctrl-s"], about: "pick a message: y copies it, o its links" },
  { name: "links", chords: ["ctrl-o"], about: "pick a link; Enter copies it" },
  { name: "presence", chords: ["alt-="], about: "show who came and went, all of it" },
  { name: "rooms-pane", chords: ["f7"], about: "the left pane on or off" },
  { name: "members-pane", chords: ["f8"], about: "the right pane on or off" },
  { name: "everybody", chords: ["f9"], about: "the right pane: this room, or everybody" },
  { name: "bare", chords: ["alt-l"], about: "messages alone, for copying" },
  { name: "redraw", chords: ["ctrl-l"], about: "draw the screen anew" },
  { name: "suspend", chords: ["ctrl-z"], about: "back to the shell for a while (fg returns)" },
  { name: "quit", chords: ["ctrl-c", "ctrl-d"], about: "on an empty line: writes /quit, Enter leaves" },
  { name: "escape", chords: ["escape"], about: "close what is open; back to the newest line" },
] as const satisfies readonly KeyRow[];

/** The keys of the conversations, in their order: the tenth is 0. */
export const NUMBER_KEYS: KeyRow = {
  name: "number",
  chords: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].map((digit) => `alt-${digit}`),
  about: "the conversation of this number; 0 is the tenth",
};

/** Which conversation a chord goes to, counted from 1, where nobody bound it to something else. */
export function numberFor(chord: string, bound: Readonly<Record<string, string>>): number | undefined {
  const at = NUMBER_KEYS.chords.indexOf(chord);
  return at < 0 || Object.hasOwn(bound, chord) ? undefined : at + 1;
}

/** The digit that goes to a conversation, `""` beyond the tenth. */
export function digitOf(number: number): string {
  return number <= NUMBER_KEYS.chords.length ? String(number % 10) : "";
}

export type ActionName = typeof KEYS[number]["name"];

/** What the editor does, for the help. */
export const EDITOR_KEYS: readonly KeyRow[] = [
  { name: "send", chords: ["enter"], about: "send" },
  { name: "new line", chords: ["alt-enter", "shift-enter", "ctrl-j"], about: "new line in the message" },
  { name: "complete", chords: ["tab", "shift-tab"], about: "complete a command, name, room, argument, :emoji" },
  { name: "recall", chords: ["up", "down"], about: "lines that you sent here" },
  { name: "look back", chords: ["ctrl-r"], about: "look for one of them" },
  { name: "line", chords: ["ctrl-a", "ctrl-e"], about: "beginning, end of the line" },
  { name: "words", chords: ["ctrl-left", "ctrl-right", "alt-b", "alt-f"], about: "by words" },
  { name: "kill", chords: ["ctrl-k", "ctrl-u", "ctrl-w", "alt-d"], about: "cut to the end, the beginning, a word" },
  { name: "yank", chords: ["ctrl-y", "alt-y"], about: "put back what was cut, or what was cut before" },
  { name: "undo", chords: ["ctrl-_", "alt-_"], about: "undo, redo" },
  { name: "swap", chords: ["ctrl-t"], about: "exchange two characters" },
];

const NAMES: ReadonlyMap<string, ActionName> = new Map(KEYS.map(({ name }) => [name, name]));
const USUAL: ReadonlyMap<string, ActionName> = new Map(
  KEYS.flatMap(({ name, chords }) => chords.map((chord): [string, ActionName] => [chord, name])),
);

export function parseAction(name: string): ActionName | undefined {
  return NAMES.get(name);
}

/** What a chord does: what somebody bound it to, else the usual; `none` binds it to nothing. */
export function actionFor(chord: string, bound: Readonly<Record<string, string>>): ActionName | undefined {
  const own = Object.hasOwn(bound, chord) ? bound[chord] : undefined;
  return own === undefined ? USUAL.get(chord) : parseAction(own);
}

/** The chords of an action, as they stand. */
export function chordsOf(name: ActionName, bound: Readonly<Record<string, string>>): readonly string[] {
  const usual = KEYS.find((row) => row.name === name)?.chords ?? [];
  const own = Object.entries(bound).filter(([, action]) => action === name).map(([chord]) => chord);
  return [...usual.filter((chord) => !Object.hasOwn(bound, chord)), ...own];
}

/** Chords as they are written in this program: modifiers in one order, then a key. */
export function parseChord(text: string): string | undefined {
  const chord = text.toLowerCase().replaceAll("+", "-").replace(/^c-/, "ctrl-").replace(/^(m|meta)-/, "alt-");
  return /^(super-)?(ctrl-)?(alt-)?(shift-)?([^\s-]|-|f\d{1,2}|[a-z]+(-[a-z]+)?)$/.test(chord) ? chord : undefined;
}

/** A chord as people read it: `Ctrl-G`, `PgUp`. */
export function shownChord(chord: string): string {
  return chord.replace("page-up", "PgUp").replace("page-down", "PgDn").replace("escape", "Esc")
    .split("-").map((part) => part === "" ? "-" : part[0]?.toUpperCase() + part.slice(1)).join("-");
}
