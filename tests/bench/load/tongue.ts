// The dialects that a load speaks: what it writes, and what little it understands of the answers.
export type News = { readonly type: "welcome" | "joined" | "left" | "other" } | {
  readonly type: "ping";
  readonly answer: string;
} | { readonly type: "trouble"; readonly text: string };

export interface Tongue {
  readonly name: string;
  hello(nick: string): string;
  join(room: string): string;
  leave(room: string): string;
  /** `ref` is a number of 8 digits, written where the dialect has refs. */
  say(room: string, text: string, ref: string): string;
  /** Where the room's seq stands in what another, or oneself, has said; -1 in a dialect that has none. */
  seqAt(room: string): { readonly message: number; readonly said: number };
  /** What a line tells that is neither. */
  news(line: string): News;
}

const OTHER: News = { type: "other" };

export const NATIVE: Tongue = {
  name: "native",
  hello: (nick) => `{"op":"hello","nick":"${nick}"}\n`,
  join: (room) => `{"op":"join","room":"${room}","create":true,"last":0}\n`,
  leave: (room) => `{"op":"leave","room":"${room}"}\n`,
  say: (room, text, ref) => `{"op":"say","room":"${room}","text":"${text}","ref":"${ref}"}\n`,
  seqAt: (room) => ({
    message: `{"op":"message","room":"${room}","seq":`.length,
    said: `{"op":"said","ref":"00000000","room":"${room}","seq":`.length,
  }),
  news(line) {
    const op = line.slice(7, line.indexOf('"', 7));
    if (op === "welcome" || op === "joined" || op === "left") return { type: op };
    if (op === "ping") return { type: "ping", answer: line.replace("ping", "pong") };
    return op === "error" || op === "bye" ? { type: "trouble", text: line.trim() } : OTHER;
  },
};

export const IRC: Tongue = {
  name: "irc",
  hello: (nick) => `NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n`,
  join: (room) => `JOIN #${room}\r\n`,
  leave: (room) => `PART #${room}\r\n`,
  say: (room, text) => `PRIVMSG #${room} :${text}\r\n`,
  seqAt: () => ({ message: -1, said: -1 }),
  news(line) {
    if (line.startsWith("PING ")) return { type: "ping", answer: line.replace("PING", "PONG") };
    if (line.startsWith("ERROR ")) return { type: "trouble", text: line.trim() };
    const word = line.split(" ", 2)[1] ?? "";
    if (word === "001") return { type: "welcome" };
    if (word === "366") return { type: "joined" };
    return /^4(?!22)\d\d$/.test(word) ? { type: "trouble", text: line.trim() } : OTHER;
  },
};
