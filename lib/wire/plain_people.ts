// The slash commands about accounts, people, and order in the house. A password that is typed on the line stands on that
// screen; one that is missing there is asked for (plain_secrets.ts).
import type { CommandOf, Status } from "../chat/command.ts";
import { DURATION_FORM } from "../chat/duration.ts";
import { parseNick } from "../chat/names.ts";
import { ORDER_WORDS, orderDone, orderQuestion, type OrderWord, parseOrder, takeYes } from "../chat/typed_order.ts";
import { type Act, type PlainRow, type PlainState, show } from "./plain_state.ts";

const ORDERS: Readonly<Record<OrderWord, readonly [syntax: string, about: string]>> = {
  kick: ["NAME [--server] [REASON]", "put somebody out of the room"],
  ban: ["NAME|MASK [--server] [--for 1h] [REASON]", "keep somebody out"],
  unban: ["NAME|MASK [--server]", "let somebody in again"],
  bans: ["[--server]", "who is kept out, and who is muted"],
  mute: ["NAME [--for 10m] [REASON]", "somebody may read here, but not speak"],
  unmute: ["NAME", "somebody may speak again"],
  voice: ["NAME", "somebody may speak in a room that is moderated"],
  unvoice: ["NAME", "the voice is taken away again"],
  role: ["NAME owner|moderator|member", "what somebody may do in the room"],
  op: ["NAME", "make somebody a moderator"],
  deop: ["NAME", "take a role away"],
  transfer: ["NAME", "hand the room over to somebody"],
  delete: ["[ROOM] --yes", "end the room with all that was said there"],
  erase: ["[ROOM|@NAME] --yes", "empty the history of the room, or of a conversation"],
  invite: ["[NAME] [--for 1d] [--uses 5]", "make a code that opens the room"],
  invites: ["", "the room's invites that are still good"],
  revoke: ["CODE", "take an invite back"],
};

export const PEOPLE_ROWS: readonly PlainRow[] = [
  {
    words: ["whois"],
    syntax: "NAME",
    about: "who somebody is",
    run: (state, args) => args === "" ? "bad-form" : state.ask({ type: "whois", nick: args }, { type: "silent" }),
  },
  { words: ["away"], syntax: "[NOTE]", about: "who writes to you is told so", run: be("away") },
  { words: ["busy"], syntax: "[NOTE]", about: "the same, for busy", run: be("busy") },
  { words: ["back", "online"], syntax: "", about: "neither away nor busy any more", run: be("online") },
  {
    words: ["conversations"],
    syntax: "",
    about: "the kept conversations of your account",
    run: (state) => state.ask({ type: "conversations" }, { type: "silent" }),
  },
  {
    words: ["register"],
    syntax: "[PASSWORD]",
    about: "keep your nick as an account",
    run: (state, password) => password === "" ? "bad-form" : account(state, { type: "register", password }),
  },
  { words: ["login"], syntax: "[@NAME] [PASSWORD]", about: "prove that you are the account", run: login },
  {
    words: ["logout"],
    syntax: "",
    about: "be a guest again",
    run: (state) => account(state, { type: "logout" }),
  },
  {
    words: ["passwd"],
    syntax: "[OLD NEW]",
    about: "change the password of your account",
    run: (state, args) => {
      const [old = "", password = "", ...more] = args.split(/\s+/);
      return password === "" || more.length > 0 ? "bad-form" : account(state, { type: "passwd", old, password });
    },
  },
  {
    words: ["unregister"],
    syntax: "[PASSWORD]",
    about: "give your account up",
    run: (state, password) => password === "" ? "bad-form" : account(state, { type: "unregister", password }),
  },
  ...ORDER_WORDS.map((word): PlainRow => {
    const [syntax, about] = ORDERS[word];
    return { words: [word], syntax, about, run: (state, args) => order(state, word, args) };
  }),
];

type AccountCommand = CommandOf<"register" | "login" | "logout" | "passwd" | "unregister">;

function account(state: PlainState, command: AccountCommand): readonly Act[] {
  return state.ask(command, { type: "account", act: command.type });
}

function login(state: PlainState, args: string): readonly Act[] | "bad-form" {
  const [, name, password = ""] = /^(?:@(\S+)\s+)?([^]*)$/.exec(args) ?? [];
  if (password === "" || (name !== undefined && parseNick(name) === undefined)) return "bad-form";
  return account(state, { type: "login", password, ...(name === undefined ? {} : { nick: name }) });
}

function order(state: PlainState, word: OrderWord, args: string): readonly Act[] | "bad-form" {
  const { agreed, rest } = takeYes(args);
  const command = parseOrder(word, rest, state.room?.name);
  if (command === "bad-form") return "bad-form";
  if (command === "bad-time") return show(`? Not done: ${DURATION_FORM}`);
  if (command === "no-room") return show("? You are in no room: enter one, or name it as #room first");
  const question = agreed ? undefined : orderQuestion(command);
  if (question !== undefined) return show(`? Not done: add --yes. ${question}?`);
  return state.ask(command, { type: "done", text: orderDone(command) });
}

const STATUSES: ReadonlyMap<string, Status> = new Map([
  ["online", "online"],
  ["back", "online"],
  ["away", "away"],
  ["busy", "busy"],
]);

/** `/status [online|away|busy] [NOTE]` */
export function status(state: PlainState, args: string): readonly Act[] | "bad-form" {
  if (args === "") return show(`You are ${state.nick}, in ${state.room?.name ?? "no room"}`);
  const [word = "", ...rest] = args.split(/\s+/);
  const wished = STATUSES.get(word.toLowerCase());
  return wished === undefined ? "bad-form" : be(wished)(state, rest.join(" "));
}

function be(wished: Status): PlainRow["run"] {
  return (state, note) => {
    const text = `You are ${wished}${note === "" ? "" : `: ${note}`}`;
    return state.ask({ type: "status", status: wished, ...(note === "" ? {} : { note }) }, { type: "done", text });
  };
}
