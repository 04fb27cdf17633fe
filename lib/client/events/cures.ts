// What helps when the server says no: its own sentence says why, this says what one can type.
import type { ErrorEvent } from "../../chat/event.ts";
import type { RefusalCode } from "../../chat/refusal.ts";
import { fold } from "../../chat/names.ts";
import { currentRoom, isMe } from "../conversation.ts";
import type { Ask } from "../ask.ts";
import type { Model } from "../model.ts";

/** Who may, of those that are named here. */
const NAMES_MAX = 3;

interface Case {
  readonly model: Model;
  readonly ask: Ask | undefined;
  /** The room that it is about, or the one in front. */
  readonly room: string;
}

type Cure = (about: Case) => string | undefined;

const CURES: { readonly [C in RefusalCode]?: Cure } = {
  "no-such-room": ({ ask, room }) => isEntrance(ask) ? `/create ${room} makes it` : undefined,
  "room-exists": ({ room }) => `/join ${room} enters it`,
  "bad-password": ({ ask, room }) => isEntrance(ask) ? `/join ${room} PASSWORD` : undefined,
  "invite-only": ({ room }) => `/join ${room} CODE, with the code of an invite`,
  "bad-invite": ({ ask }) =>
    isEntrance(ask) ? "it may be used up, too old, or taken back" : "/invites lists those that are good",
  "banned": ({ ask }) =>
    isEntrance(ask) ? "its owner and moderators can let you in again; /rooms lists others" : undefined,
  "too-many-rooms": () => "/leave leaves this one",
  "not-in-room": ({ ask, room }) => roomOf(ask) === undefined ? undefined : `/join ${room} enters it`,
  "not-allowed": (about) => {
    const named = whoMay(about);
    return named === undefined ? undefined : `here that is ${named}`;
  },
  "muted": (about) => {
    const named = whoMay(about);
    return named === undefined ? undefined : `who can change that: ${named}`;
  },
  "not-registered": () => "/register makes your nick yours, /login comes in as an account that you have",
  "nick-registered": ({ ask }) => ask?.type === "nick" ? "/login @NAME, if it is yours" : undefined,
};

// What a server sends is looked up in here, be it the name of something that every object has.
const CURE_BY_CODE: ReadonlyMap<string, Cure> = new Map(Object.entries(CURES));

/** The refusal's sentence, with what helps where something does. */
export function withCure(model: Model, error: ErrorEvent, ask: Ask | undefined, about?: string): string {
  const room = about ?? roomOf(ask) ?? currentRoom(model)?.name ?? "ROOM";
  // Codes are looked up: a later server may have some that this client does not know.
  const cure = CURE_BY_CODE.get(error.code)?.({ model, ask, room });
  return cure === undefined ? error.text : `${error.text} (${cure})`;
}

function isEntrance(ask: Ask | undefined): boolean {
  return ask?.type === "enter";
}

function roomOf(ask: Ask | undefined): string | undefined {
  if (ask?.type === "enter") return ask.room;
  return ask?.type === "order" && "room" in ask.command ? ask.command.room : undefined;
}

/** Who has a say in the room, as far as they are here. */
function whoMay({ model, room }: Case): string | undefined {
  const members = [...model.rooms.get(fold(room))?.members.values() ?? []];
  const able = members.filter(({ nick, role }) => role !== "member" && !isMe(model, nick));
  if (able.length === 0) return undefined;
  const named = able.slice(0, NAMES_MAX).map(({ nick, role }) => `${nick} (${role})`).join(", ");
  return `${named}${able.length > NAMES_MAX ? " and others" : ""}`;
}
