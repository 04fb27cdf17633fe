// One person who types lines: what a line leads to, and which lines answer it. The plain dialect is made of this, and
// the older systems use it for what rides in their texts.
import type { Event, EventOf } from "../chat/event.ts";
import { fold } from "../chat/names.ts";
import { type Habit, parseHabit } from "../chat/habits.ts";
import { isBlank } from "../chat/text.ts";
import { unreachable } from "../unreachable.ts";
import { menuLines, runSlash, sayText, tell } from "./plain_commands.ts";
import { entranceLine, linesOf, type LineStyle, notice, pastLines, problem, refusalLine } from "./plain_lines.ts";
import { inOrder } from "./plain_rows.ts";
import { type Act, type Asked, PlainState, show } from "./plain_state.ts";

const ROLES = ["owner", "moderator", "member"] as const;

/** What works without its slash while one is in no room. */
const MENU_WORDS = /^(?:list|rooms|create|join|enter|who|help|quit|\?)(?:\s|$)/i;

export class PlainTalk {
  readonly state = new PlainState();
  style: LineStyle = { colour: false, labelled: false };

  /** What a typed line leads to. */
  typed(line: string): readonly Act[] {
    const { state } = this;
    const { held } = state;
    state.held = undefined;
    if (isBlank(line)) return held === undefined ? [] : sayText(state, held);
    if (line.startsWith("//")) return this.#talkOrSay(line.slice(1));
    if (line.startsWith("/")) return this.slash(line);
    if (!state.room && !state.talk) {
      const word = line.trim();
      const room = state.listed[Number(word) - 1] ?? state.listed.find((name) => fold(name) === fold(word));
      if (room !== undefined) return state.ask({ type: "join", room }, { type: "enter", room });
      if (MENU_WORDS.test(word)) return this.slash(`/${word}`);
    }
    return this.#habit(parseHabit(line, { names: true, isKnown: () => false }), line);
  }

  /** Runs a slash command. */
  slash(line: string): readonly Act[] {
    return runSlash(this.state, line.slice(1)) ??
      show(`? There is no ${/^\S*/.exec(line)?.[0]} (/help lists all, /${line} would send it as text)`);
  }

  /** The lines of an event for this person alone; `ref` is its request's. */
  answered(event: Event, ref: string | undefined): readonly string[] {
    const asked = this.state.takeAsked(ref);
    this.heard(event);
    const { style } = this;
    if (event.type === "error") return this.#refused(event, asked);
    if (event.type === "joined") return this.entered(event);
    if (event.type === "rooms") return this.#rooms(event, asked);
    if (event.type === "history") return event.entries.flatMap((entry) => pastLines(entry, style));
    if (event.type === "ok") return this.#done(event, asked);
    if (event.type === "told") return this.#told(event);
    if (event.type === "shouted") return event.delivered === 0 ? [notice("Nobody else is connected", style)] : [];
    return linesOf(event, style);
  }

  /** Takes note of an event that is shown in another way. */
  heard(event: Event): void {
    const { state } = this;
    if (event.type === "message" && event.event) return this.#acted(event);
    if (event.type === "left") state.left(event.room);
    else if (event.type === "room") {
      const { room, topic, limit, private: hidden } = event;
      state.changed(room, {
        ...(topic === undefined ? {} : { topic }),
        ...(limit === undefined ? {} : { limit }),
        ...(hidden === undefined ? {} : { private: hidden }),
      });
    } else if (event.type === "person" && fold(event.nick) === fold(state.nick)) {
      state.nick = event.to ?? state.nick;
    } else if (event.type === "member" && fold(event.nick) === fold(state.nick)) {
      if (event.change === "renamed" && event.to !== undefined) state.nick = event.to;
      if (event.change === "role" && event.role !== undefined) state.changed(event.room, { role: event.role });
    }
  }

  /** An act of order: what it makes of us. */
  #acted({ room, event, from }: EventOf<"message">): void {
    const { state } = this;
    const mine = event?.nick !== undefined && fold(event.nick) === fold(state.nick);
    if (mine && event.type === "transfer") state.changed(room, { role: "owner" });
    const role = ROLES.find((each) => each === event?.role);
    if (mine && event.type === "role" && role !== undefined) state.changed(room, { role });
    if (event?.type === "transfer" && fold(from) === fold(state.nick)) state.changed(room, { role: "member" });
  }

  /** We are in a room: what was said there, and who is there. */
  entered(event: EventOf<"joined">): readonly string[] {
    this.state.entered(event);
    const past = event.history.flatMap((entry) => pastLines(entry, this.style));
    return [...past, notice(entranceLine(event, this.state.nick), this.style)];
  }

  #habit(found: Habit, line: string): readonly Act[] {
    const { state } = this;
    switch (found.type) {
      case "text":
        return this.#talkOrSay(line);
      case "menu":
        return this.slash("/menu");
      case "exit":
        return this.slash("/quit");
      case "shout":
        return state.ask({ type: "shout", text: found.text }, { type: "shout" });
      case "tell":
        return tell(state, { type: "people", to: found.to }, found.text, found.sure ? undefined : line);
      case "tell-group":
        return tell(state, { type: "group", group: found.group }, found.text, undefined);
      case "make-group":
        return state.ask({ type: "group", group: found.group, members: found.members }, { type: "silent" });
      case "malformed":
        return show(`? Not sent. It is written ${found.form}`);
      default:
        return unreachable(found);
    }
  }

  #talkOrSay(text: string): readonly Act[] {
    const { state } = this;
    return state.talk ? tell(state, state.talk, text, undefined) : sayText(state, text);
  }

  #refused(error: EventOf<"error">, asked: Asked | undefined): readonly string[] {
    const { state, style } = this;
    if (asked?.type === "enter") return [refusalLine(error, asked.room, style)];
    const nobody = error.code === "no-such-user" || error.code === "not-to-yourself";
    if (asked?.type === "tell" && asked.unsure !== undefined && nobody && state.room) {
      state.held = asked.unsure;
      return [problem(`Not sent: ${error.text}. Enter alone says it in ${state.room.name}`, style)];
    }
    const unsent = asked?.type === "say" || asked?.type === "tell" || asked?.type === "shout";
    return [problem(unsent ? `Not sent: ${error.text}` : error.text, style)];
  }

  #told({ missed, later = [], status }: EventOf<"told">): readonly string[] {
    const absent = Object.entries(status).filter(([nick, presence]) => presence !== "online" && !later.includes(nick));
    const kept = `${later.join(", ")} ${later.length === 1 ? "is" : "are"} not here: it is kept until the next login`;
    return [
      ...(later.length === 0 ? [] : [notice(kept, this.style)]),
      ...(missed.length === 0 ? [] : [problem(`Not reached: ${missed.join(", ")}`, this.style)]),
      ...absent.map(([nick, presence]) => notice(`${nick} is ${presence}`, this.style)),
    ];
  }

  #rooms(event: EventOf<"rooms">, asked: Asked | undefined): readonly string[] {
    const sorted = inOrder(event.rooms);
    this.state.listed = sorted.map(({ room }) => room);
    return asked?.type === "menu" ? menuLines(sorted) : linesOf(event, this.style);
  }

  #done(event: EventOf<"ok">, asked: Asked | undefined): readonly string[] {
    if (asked?.type === "nick" && event.nick !== undefined) {
      this.state.nick = event.nick;
      return [notice(`You are called ${event.nick} now`, this.style)];
    }
    if (asked?.type === "account") return [notice(this.#proved(event, asked.act), this.style)];
    return asked?.type === "done" && asked.text !== "" ? [notice(asked.text, this.style)] : [];
  }

  #proved({ nick }: EventOf<"ok">, act: (Asked & { readonly type: "account" })["act"]): string {
    const { state } = this;
    state.nick = nick ?? state.nick;
    if (act === "register" || act === "login") state.mustLogin = false;
    switch (act) {
      case "register":
        return `${state.nick} is yours now: nobody else can bear the name`;
      case "login":
        return `You are logged in as ${state.nick}`;
      case "logout":
        return `You are logged out, and a guest called ${state.nick}`;
      case "passwd":
        return "The password is changed";
      case "unregister":
        return `The account is given up: ${state.nick} can be anybody's name`;
      default:
        return unreachable(act);
    }
  }
}
