// Looking people and rooms up: the hub's lists come in pages, and are asked for as long as there is more.
import type { EventOf } from "../../chat/event.ts";
import type { PersonInfo, RoomInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Refusal } from "../../chat/refusal.ts";
import { PAGES_MAX } from "./limits.ts";
import type { Asking } from "./talk.ts";

/** A list, `more` where it was not asked for to its end, or why there is none. */
export type Listed<Row> = { readonly rows: readonly Row[]; readonly more: boolean } | { readonly refusal: Refusal };

/** Who is connected, or in a room; `match` is a part of the nick. */
export function* listPeople(wanted: { room?: string; match?: string }): Asking<Listed<PersonInfo>> {
  const rows: PersonInfo[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const after = rows.at(-1)?.nick;
    const event = yield { type: "who", ...wanted, ...(after !== undefined && { after }) };
    if (event.type === "error") return { refusal: event };
    if (event.type !== "who") break;
    rows.push(...event.people);
    if (!event.more || event.people.length === 0) return { rows, more: false };
  }
  return { rows, more: true };
}

/** Who bears that nick, or is the account of that name; who is not here is `offline`. */
export function* findPerson(nick: string): Asking<EventOf<"whois"> | undefined> {
  const event = yield { type: "whois", nick };
  return event.type === "whois" ? event : undefined;
}

/** The rooms that may be listed; `match` is a part of the name. */
export function* listRooms(match?: string): Asking<Listed<RoomInfo>> {
  const rows: RoomInfo[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const after = rows.at(-1)?.room;
    const event = yield { type: "rooms", ...(match !== undefined && { match }), ...(after !== undefined && { after }) };
    if (event.type === "error") return { refusal: event };
    if (event.type !== "rooms") break;
    rows.push(...event.rooms);
    if (!event.more || event.rooms.length === 0) return { rows, more: false };
  }
  return { rows, more: true };
}

/** The one room of that name, if it may be listed. */
export function* findRoom(room: string): Asking<RoomInfo | undefined> {
  const listed = yield* listRooms(room);
  return "rows" in listed ? listed.rows.find((row) => fold(row.room) === fold(room)) : undefined;
}
