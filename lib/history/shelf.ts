// What is known of each room without reading: where its history stands, and what of it is still in the journal.
import type { RoomId } from "../chat/room.ts";
import type { EntriesSection, RefsSection, Section } from "./journal_format.ts";
import { StoreError } from "./store_error.ts";

/** As stored under a room's head key: its oldest seq, and the newest one that is in a run of its own. */
export interface StoredHead {
  readonly first: number;
  readonly head: number;
}

/** A room's place on the shelf. Entries up to `archived` are in runs, those after it in `entries`. */
export interface Place {
  first: number;
  archived: number;
  head: number;
  /** Sections of the journal that no run has yet; a reader may hold on to them, so that they are replaced, not changed. */
  entries: readonly EntriesSection[];
  refs: readonly RefsSection[];
  /** The newest run, where it is known: later entries may be added to it. */
  lastRun: { readonly seq: number; readonly bytes: number } | undefined;
}

/** All rooms' places. */
export class Shelf {
  readonly #placeByRoom = new Map<RoomId, Place>();

  constructor(heads: Iterable<readonly [RoomId, StoredHead]>) {
    for (const [room, { first, head }] of heads) this.#placeByRoom.set(room, newPlace(first, head));
  }

  get(room: RoomId): Place | undefined {
    return this.#placeByRoom.get(room);
  }

  head(room: RoomId): number {
    return this.#placeByRoom.get(room)?.head ?? 0;
  }

  /** Rooms of which something is in the journal alone. */
  unarchived(): RoomId[] {
    return [...this.#placeByRoom].filter(([, place]) => place.entries.length > 0).map(([room]) => room);
  }

  /**
   * Adds what the journal has. What is archived already is left out.
   *
   * @throws {StoreError} Where entries are missing before it.
   */
  add(sections: Iterable<Section>): void {
    for (const section of sections) {
      let place = this.#placeByRoom.get(section.room);
      if (!place) this.#placeByRoom.set(section.room, place = newPlace(1, 0));
      if (section.seq <= place.archived) continue;
      if (section.type === "refs") {
        (place.refs as RefsSection[]).push(section);
        continue;
      }
      if (section.seq !== place.head + 1) {
        const { room, seq } = section;
        throw new StoreError(
          "damaged",
          `Cannot read entry ${seq - 1} of room ${room}: it is damaged; put a backup in its place`,
        );
      }
      (place.entries as EntriesSection[]).push(section);
      place.head += section.count;
    }
  }

  /** Takes over that a room's entries up to `head` are in runs now. */
  archived(room: RoomId, { first, head }: StoredHead, lastRun: Place["lastRun"]): void {
    const place = this.#placeByRoom.get(room);
    if (!place) return;
    place.first = first;
    place.archived = head;
    place.lastRun = lastRun;
    place.entries = place.entries.filter(({ seq }) => seq > head);
    place.refs = place.refs.filter(({ seq }) => seq > head);
  }

  remove(room: RoomId): void {
    this.#placeByRoom.delete(room);
  }
}

function newPlace(first: number, head: number): Place {
  return { first, archived: head, head, entries: [], refs: [], lastRun: undefined };
}
