// What IRC clients send, command by command: for fuzzers. A command without its row here does not compile.
import fc from "fast-check";
import type { Verb } from "../../lib/wire/irc/help.ts";

type Words = fc.Arbitrary<string>;

const of = (...words: readonly string[]): Words => fc.constantFrom(...words);
const seq = (...parts: readonly Words[]): Words => fc.tuple(...parts).map((words) => words.join(" ").trimEnd());
const maybe = (part: Words): Words => fc.option(part, { nil: "" });
const list = (part: Words, most: number): Words =>
  fc.array(part, { minLength: 1, maxLength: most }).map((all) => all.join());
const last = (part: Words): Words => part.map((text) => `:${text.replace(/[\r\n]/g, " ")}`);

const nick = of("ada", "bob", "Zoë", "nobody", "a|b", "x!~u@parley", "*", "server", "o\\dd", "😀", "n".repeat(40));
const room = of("#tea", "#TEA", "#milk", "#lobby", "#", "#no!pe", "#ümlaut", `#${"c".repeat(70)}`);
const target = fc.oneof(room, nick, of("&groupX", "&x", "$*", "$$*", "NickServ", "@#tea"));
const text = fc.oneof(
  of("hi", "", "\x01ACTION waves\x01", "\x01VERSION\x01", "\x0304,12red\x0f \x02bold", "grüße 😀👩‍👩‍👧", "x".repeat(480)),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const time = of(
  "timestamp=2026-01-02T03:04:05.000Z",
  "timestamp=2027-01-01T00:00:00Z",
  "timestamp=x",
  "*",
  "msgid=1-a-b",
);
const id = of("msgid=1-mjwaid1k-17kxvyj", "msgid=dmjwaid1k-j0pyzo-0", "msgid=", "msgid=2-zz-zz");
const point = fc.oneof(time, id);
const count = of("1", "50", "200", "9999", "0", "-1", "many", "");
const CAPS = [
  "account-tag",
  "batch",
  "labeled-response",
  "message-tags",
  "-server-time",
  "draft/chathistory",
  "draft/read-marker",
  "sasl",
  "nonsense",
];
const cap = of(...CAPS);
const modes = of(
  "+o",
  "-o",
  "+q",
  "+v",
  "-v",
  "+b",
  "b",
  "-b",
  "+k",
  "-k",
  "+l",
  "-l",
  "+imnst",
  "-imst",
  "+qosvklb-x",
  "+",
  "",
);
const password = of("pass_word_1", "x", "two words");
const base64 = of(
  btoa("\0ada\0pass_word_1"),
  btoa("a\0b"),
  "+",
  "*",
  "PLAIN",
  "EXTERNAL",
  "?",
  "A".repeat(400),
  "A".repeat(401),
);
const none = fc.constant("");

/** The parameters of each command. */
const PARAMS: Readonly<Record<Verb, Words>> = {
  ADMIN: maybe(nick),
  AUTHENTICATE: base64,
  AWAY: maybe(last(text)),
  CAP: fc.oneof(seq(of("LS", "ls"), of("302", "", "x")), of("LIST", "END", "FOO"), seq(of("REQ"), last(list(cap, 4)))),
  CHATHISTORY: fc.oneof(
    seq(of("LATEST", "BEFORE", "AFTER", "AROUND"), target, point, count),
    seq(of("BETWEEN"), target, point, point, count),
    seq(of("TARGETS"), time, time, count),
    seq(of("FOO"), target),
  ),
  GROUP: seq(of("groupX", "&groupX", "x"), list(nick, 3)),
  HELP: maybe(of("JOIN", "foo")),
  HELPOP: maybe(of("JOIN", "foo")),
  INFO: none,
  INVITE: seq(nick, maybe(room)),
  ISON: fc.oneof(seq(nick, maybe(nick)), last(text)),
  JOIN: seq(fc.oneof(list(target, 3), of("0")), maybe(list(password, 2))),
  KICK: seq(list(room, 2), list(nick, 3), maybe(last(text))),
  KILL: seq(nick, maybe(last(text))),
  LINKS: maybe(nick),
  LIST: maybe(list(fc.oneof(room, of(">1", "<5", "*ea", ">x")), 3)),
  LUSERS: none,
  MARKREAD: seq(maybe(target), maybe(time)),
  MODE: fc.oneof(seq(target, maybe(modes), maybe(nick), maybe(nick)), seq(nick, of("+i", "-o", "+Z"))),
  MONITOR: seq(of("+", "-", "C", "L", "S", "x"), maybe(list(nick, 3))),
  MOTD: maybe(nick),
  NAMES: maybe(list(target, 2)),
  NICK: maybe(nick),
  NICKSERV: seq(of("REGISTER", "IDENTIFY", "LOGOUT", "SET PASSWORD", "DROP", "?"), maybe(password), maybe(password)),
  NOTICE: seq(list(target, 5), maybe(last(text))),
  NS: seq(of("REGISTER", "IDENTIFY ada"), password),
  OPER: seq(nick, maybe(password)),
  PART: seq(list(target, 3), maybe(last(text))),
  PASS: maybe(password),
  PING: maybe(fc.oneof(of("1", "token"), last(text))),
  PONG: maybe(of("1", "17")),
  PRIVMSG: seq(list(target, 5), maybe(last(text))),
  QUIT: maybe(last(text)),
  SETNAME: maybe(last(text)),
  TAGMSG: maybe(target),
  TIME: maybe(nick),
  TOPIC: seq(target, maybe(last(text))),
  USER: seq(nick, of("0"), of("*"), maybe(last(text))),
  USERHOST: seq(nick, maybe(nick)),
  VERSION: maybe(nick),
  WALLOPS: maybe(last(text)),
  WHO: seq(
    maybe(fc.oneof(target, of("b*", "0", "?o?"))),
    maybe(of("o", "%tcuihsnfdlaor,123", "%", "%na", "%,,", "o%t,9999")),
  ),
  WHOIS: seq(maybe(nick), maybe(nick)),
  WHOWAS: seq(maybe(list(nick, 2)), maybe(count)),
};

const head = of(
  "",
  "",
  "",
  "@label=a ",
  "@label=;+typing=active ",
  "@a=b;label=\\:\\s ",
  ":src ",
  "@ ",
  "  ",
  `@${"t".repeat(4_090)} `,
);
const end = of("\r\n", "\r\n", "\r\n", "\n", "\r", "\0\r\n");

/** A line of a client, with its end. */
export const ircSentence: fc.Arbitrary<string> = fc.oneof(
  ...Object.entries(PARAMS).map(([verb, params]) =>
    fc.tuple(head, params, end).map(([before, words, after]) => `${before}${verb} ${words}`.trimEnd() + after)
  ),
  fc.tuple(head, of("BOUNCER BIND 1", "READ #tea", "FOO", "", ":", "@", "join #tea"), end).map((parts) =>
    parts.join("")
  ),
);
