// The client's whole state, as readonly data. The line mode and the full-screen mode show the same one.
import type { CommandOf } from "../chat/command.ts";
import type { Entry } from "../chat/entry.ts";
import type { SessionLimits } from "../chat/event.ts";
import type { MemberInfo, Presence, Role, RoomInfo } from "../chat/info.ts";
import { fold } from "../chat/names.ts";
import type { Address } from "./address.ts";
import type { Ask, Asking } from "./ask.ts";
import type { Scroll } from "./scroll.ts";
import type { Place } from "./wish.ts";

/** What was settled before the start, and does not change. */
export interface Setup {
  /** Somebody sits at a terminal: may be asked, has habits, sees a menu. */
  readonly person: boolean;
  /** Keeps printing after the end of input. */
  readonly listen: boolean;
  /** The room to enter at once, if any. */
  readonly room: string | undefined;
  /** The invite that opens it. */
  readonly invite?: string | undefined;
  readonly uid: string | undefined;
  /** The password of --password-file: used where one is needed. */
  readonly password?: string | undefined;
  /** A password may go over a connection that is not encrypted. */
  readonly insecure?: boolean;
  /** `name/version`, told to the server. */
  readonly agent: string;
  /** A full screen shows all this: lists are its own, and it measures the delay. */
  readonly full?: boolean;
  /** Nick and server of the last time: Enter alone takes them. */
  readonly last?: { readonly nick?: string; readonly server?: string };
  /** Begins every ref of this run, so that no two runs in one session share one. */
  readonly refPrefix: string;
}

export type Phase =
  /** No link, and none is wanted. */
  | { readonly type: "idle" }
  | { readonly type: "dialing"; readonly attempt: number }
  /** Linked; `hello` is on its way, or its refusal is being thought about. */
  | { readonly type: "greeting"; readonly attempt: number }
  | { readonly type: "online" }
  /** Between two attempts; `until` is monotonic ms. */
  | { readonly type: "waiting"; readonly attempt: number; readonly until: number }
  /** `bye` or the end of the link is awaited until `until`, monotonic ms. */
  | { readonly type: "leaving"; readonly until: number }
  | { readonly type: "ended" };

/** What the next typed line answers. */
export type Question = "nick" | "server" | "unreachable" | Asking;

export interface Session {
  /** Names the server's store: another one means other histories. */
  readonly serverId: string;
  readonly id: string;
  /** A secret: it goes to this server and nowhere else. */
  readonly resume: string;
  /** When it was given, in monotonic ms. */
  readonly resumeAt: number;
  readonly limits: SessionLimits;
  readonly pingMs: number;
  /** The account that one has proved to be. */
  readonly account?: string;
  /** One runs the server. */
  readonly operator?: true;
  /** Nothing can be done before one has an account. */
  readonly mustLogin?: true;
}

/** A room that one is in, or was in when the link broke. */
export interface Room {
  readonly name: string;
  readonly id: string;
  readonly topic: string;
  readonly limit: number;
  readonly private: boolean;
  readonly role: Role;
  /** By folded nick; at most 200 are named. */
  readonly members: ReadonlyMap<string, MemberInfo>;
  readonly count: number;
  /** The last seq that was shown. */
  readonly cursor: number;
  /** The newest seq known to be stored; behind it the client pages. */
  readonly head: number;
  /** Entries that came live while an earlier one is being fetched. */
  readonly early: readonly Entry[];
  readonly fetching: boolean;
  /** False from the loss of the link until the room was joined again. */
  readonly joined: boolean;
  /** What opened it, to open it again. */
  readonly password: string | undefined;
  /** While coming back: since when (ms since 1970), and how many lines were missed. */
  readonly back: { readonly since: number; readonly missed: number } | undefined;
}

/** A conversation that typed lines go to instead of the room. */
export type Talk =
  | { readonly type: "people"; readonly to: readonly string[] }
  | { readonly type: "group"; readonly group: string };

/** A message that has no answer yet. They are sent in the order typed, and sent again after a lost link. */
export interface Outgoing {
  readonly ref: string;
  readonly command: CommandOf<"say"> | CommandOf<"tell"> | CommandOf<"shout">;
  /** On its way: written to the present link. */
  readonly sent: boolean;
  /** Written to some link, so it may be stored already. */
  readonly tried: boolean;
  /** `Word: text`: where nobody is called so, the line is held back rather than refused. */
  readonly unsure: string | undefined;
}

export interface Queue {
  readonly items: readonly Outgoing[];
  /** How many may be on their way at once. */
  readonly window: number;
  /** The server asked to wait until then, monotonic ms. */
  readonly pausedUntil: number;
}

/** Somebody who is connected. */
export interface Person {
  readonly nick: string;
  readonly status: Presence;
}

/** `/save --all` on its way: page after page goes to the file. */
export interface Download {
  readonly room: string;
  readonly file: string;
  readonly cursor: number;
  readonly begun: boolean;
  readonly count: number;
  readonly last: boolean;
}

export interface Model {
  readonly setup: Setup;
  readonly phase: Phase;
  readonly question: Question | undefined;
  readonly nick: string | undefined;
  readonly address: Address | undefined;
  /** A password for the next `hello`, typed while the server hung up. */
  readonly helloSecret: string | undefined;
  /** Somebody agreed to a password's going over this connection in the clear. */
  readonly plainAllowed: boolean;
  /** The name of the account to be was typed, so none is offered any more. */
  readonly accountNamed: boolean;
  /** Where one wants to go first. */
  readonly goal: { readonly room: string; readonly invite: string | undefined } | undefined;
  /** One has been where one wanted to go. */
  readonly settled: boolean;
  /** What comes now was written while one was away. */
  readonly givingKept: boolean;
  /** The room that was left by logging in. */
  readonly leftForLogin: string | undefined;
  /** Conversations that were read further than was told. */
  readonly unmarked: ReadonlyMap<string, { readonly place: Place; readonly seq: number }>;
  /** Codes by the folded room to which somebody invited us; bounded. */
  readonly invitations: ReadonlyMap<string, string>;
  /** That of the last `welcome`. */
  readonly session: Session | undefined;
  readonly presence: { readonly status: string; readonly note: string };
  /** Folded name of the room that lines go to. */
  readonly current: string | undefined;
  readonly talk: Talk | undefined;
  /** By folded name. */
  readonly rooms: ReadonlyMap<string, Room>;
  /** Members by folded group name. */
  readonly groups: ReadonlyMap<string, { readonly group: string; readonly members: readonly string[] }>;
  /** Nicks met outside of rooms, by folded nick; bounded. */
  readonly met: ReadonlyMap<string, string>;
  readonly queue: Queue;
  readonly asked: ReadonlyMap<string, Ask>;
  readonly refs: number;
  /** A line that may have been meant for one person: Enter sends it to the room. */
  readonly held: string | undefined;
  /** The rooms of the list shown last, in its order. */
  readonly listed: readonly string[];
  /** The menu was the last thing asked for: a bare number chooses. */
  readonly choosing: boolean;
  /** By conversation. */
  readonly scrolls: ReadonlyMap<string, Scroll>;
  readonly download: Download | undefined;
  /** The rooms of the server, as last told. */
  readonly directory: readonly RoomInfo[];
  /** By folded nick, while everybody is watched. */
  readonly everybody: ReadonlyMap<string, Person> | undefined;
  /** Folded nicks of those who are not listened to, with their spelling. */
  readonly ignored: ReadonlyMap<string, string>;
  /** The delay: of the last answer, and since when one is awaited (monotonic ms). */
  readonly lag: { readonly ms: number; readonly since: number | undefined; readonly probedAt: number };
  /** When the server was last heard, and last pinged by us, in monotonic ms. */
  readonly heardAt: number;
  readonly pingedAt: number;
  /** When the link was lost, in ms since 1970. */
  readonly lostAt: number;
  readonly inputEnded: boolean;
  /** Something that was asked for was refused: a pipe ends with 1. */
  readonly failed: boolean;
  /** /quit was typed while something waited: the next one leaves it behind. */
  readonly quitWarned: boolean;
}

export interface Start {
  readonly setup: Setup;
  readonly nick: string | undefined;
  readonly address: Address | undefined;
  readonly ignored?: readonly string[];
}

/** The state before anything happened. */
export function initialModel({ setup, nick, address, ignored = [] }: Start): Model {
  return {
    setup,
    phase: { type: "idle" },
    question: undefined,
    nick,
    address,
    helloSecret: undefined,
    plainAllowed: false,
    accountNamed: false,
    goal: setup.room === undefined ? undefined : { room: setup.room, invite: setup.invite },
    settled: false,
    givingKept: false,
    leftForLogin: undefined,
    unmarked: new Map(),
    invitations: new Map(),
    session: undefined,
    presence: { status: "online", note: "" },
    current: undefined,
    talk: undefined,
    rooms: new Map(),
    groups: new Map(),
    met: new Map(),
    queue: { items: [], window: WINDOW_MAX, pausedUntil: 0 },
    asked: new Map(),
    refs: 0,
    held: undefined,
    listed: [],
    choosing: false,
    scrolls: new Map(),
    download: undefined,
    directory: [],
    everybody: undefined,
    ignored: new Map(ignored.map((each) => [fold(each), each])),
    lag: { ms: 0, since: undefined, probedAt: 0 },
    heardAt: 0,
    pingedAt: 0,
    lostAt: 0,
    inputEnded: false,
    failed: false,
    quitWarned: false,
  };
}

/** Messages on their way at once; PROTOCOL.md allows `limits.refs`, a line of text after the other needs fewer. */
export const WINDOW_MAX = 200;
