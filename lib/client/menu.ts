// The menu: the same text each time, after the first greeting, at every `menu`, and after leaving a room.
import type { RoomInfo } from "../chat/info.ts";
import { fold } from "../chat/names.ts";
import type { Model } from "./model.ts";
import { plural } from "./plural.ts";
import { padTo, widthOf } from "./wrap.ts";
import { block, chain, change, request, type Step, step } from "./step.ts";

/** Rooms shown in the menu; /rooms shows all. */
const MENU_ROOMS_MAX = 12;

/** Asks for what the menu shows. */
export function openMenu(model: Model): Step {
  return request(model, { type: "rooms" }, { type: "menu" });
}

/** Opens the menu by a person's wish: on the full screen it is a page. */
export function showsMenu(model: Model): Step {
  if (!model.setup.full) return openMenu(model);
  return chain(
    openMenu(model),
    (after) => step(after, { type: "news", news: { type: "command", name: "menu", args: "" } }),
  );
}

/** Keeps the list of rooms; its numbers serve /join. */
export function fileRooms(model: Model, rooms: readonly RoomInfo[]): Model {
  const directory = inMenuOrder(rooms);
  return change(model, { directory, listed: directory.map((room) => room.room) });
}

/** Prints the menu, and lets a bare number choose. */
export function showMenu(model: Model, rooms: readonly RoomInfo[], more: boolean): Step {
  if (model.setup.full) return step(change(fileRooms(model, rooms), { choosing: true }));
  const sorted = inMenuOrder(rooms);
  const shown = sorted.slice(0, MENU_ROOMS_MAX);
  const hidden = more ? "More rooms" : `${sorted.length - shown.length} more`;
  return chain(
    block(
      change(model, { listed: sorted.map((room) => room.room), choosing: true }),
      "",
      "Rooms:",
      ...roomRows(shown),
      ...(more || sorted.length > shown.length ? [`      … ${hidden}: /rooms`] : []),
      "",
      "What next?",
      "  NUMBER             enter that room         (or /join NAME)",
      "  /create NAME       make a room and enter it",
      "  @ALL: text         write to everybody      (or /shout text)",
      "  @name: text        write to one person     (or /msg name text)",
      "  groupX: text       write to a group        (or /msg groupX text)",
      "  group groupX a, b  make a group            (or /group groupX a, b)",
      "  menu               this menu               (/help lists all commands)",
      "  exit               leave parley            (or /quit)",
      "",
    ),
  );
}

/** Prints the list of `/rooms`; its numbers serve /join. */
export function showRooms(model: Model, rooms: readonly RoomInfo[], more: boolean): Step {
  const sorted = inMenuOrder(rooms);
  const listed = change(model, { listed: sorted.map((room) => room.room) });
  const rows = sorted.length === 0 ? ["No such room"] : roomRows(sorted);
  return block(listed, ...rows, ...(more ? ["      … and more: /rooms PART finds them"] : []));
}

/** The room that a number of the list shown last stands for. */
export function roomByNumber(model: Model, text: string): string | undefined {
  return /^\d{1,4}$/.test(text) ? model.listed[Number(text) - 1] : undefined;
}

function inMenuOrder(rooms: readonly RoomInfo[]): readonly RoomInfo[] {
  const isLobby = (room: RoomInfo) => fold(room.room) === "lobby";
  return [...rooms.filter(isLobby), ...rooms.filter((room) => !isLobby(room))];
}

function roomRows(rooms: readonly RoomInfo[]): readonly string[] {
  const width = Math.min(24, Math.max(...rooms.map((room) => widthOf(room.room))));
  return rooms.map((room, index) => {
    const number = String(index + 1).padStart(4);
    const people = room.limit > 0
      ? `${room.members} of ${room.limit} people`
      : plural(room.members, "person", "people");
    const lock = room.locked ? "  (password)" : "";
    const topic = room.topic === "" ? "" : `  ${room.topic}`;
    return `${number}  ${padTo(room.room, width)}  ${people}${lock}${topic}`;
  });
}
