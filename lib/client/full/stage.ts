// The state of the full screen, as readonly data: what is looked at, from where, and what is being typed. What was
// said and who is there is in the model beside it.
import type { ColourDepth } from "../../tui/colour.ts";
import type { Editor } from "../../tui/edit_state.ts";
import { newEditor } from "../../tui/editor.ts";
import type { Size } from "../../tui/grid.ts";
import type { Place } from "../wish.ts";
import type { SaidLine } from "../line.ts";
import type { PageSpan } from "../wish.ts";
import type { EmojiNames } from "./emoji_names.ts";
import type { LongPaste } from "./paste.ts";
import type { Settings } from "./settings.ts";
import { EMPTY_TRANSCRIPT, type Transcript, type WordsType } from "./transcript.ts";

/** The line and its row that stand on top of the messages. */
export interface Anchor {
  readonly id: number;
  readonly row: number;
}

export interface Conversation {
  readonly key: string;
  /** None for what stands before one is anywhere. */
  readonly place: Place | undefined;
  readonly lines: Transcript;
  /** Another part of the history, while that is looked at. */
  readonly past: Transcript | undefined;
  /** Undefined where the newest line is in sight and the next one moves the others up. */
  readonly anchor: Anchor | undefined;
  readonly unread: number;
  readonly called: number;
  /** The first line that was not seen: the unread line stands above it. */
  readonly mark: number | undefined;
  /** Up to where it was read before, where that is known. */
  readonly readUpTo: number | undefined;
  /** The page that is awaited, and the rows by which to scroll when it is there. */
  readonly paging: { readonly span: PageSpan; readonly rows: number } | undefined;
  /** Nothing older is kept. */
  readonly begun: boolean;
  /** The entry that was looked for. */
  readonly hit: number | undefined;
  /** When each person spoke last, by folded nick: bounded by the members' comings and goings that ask for it. */
  readonly spokeAt: ReadonlyMap<string, number>;
}

export interface PickItem {
  readonly label: string;
  /** Dimmed, beside it. */
  readonly about: string;
  readonly act: PickAct;
}

export type PickAct =
  | { readonly type: "open"; readonly place: Place }
  | { readonly type: "hit"; readonly line: SaidLine }
  | { readonly type: "local-hit"; readonly key: string; readonly id: number }
  | { readonly type: "copy"; readonly text: string };

/** What is looked for, and where. */
export interface Search {
  readonly query: string;
  readonly scope: "here" | "everywhere";
  /** Small and capital letters differ. */
  readonly exact: boolean;
  readonly regex: boolean;
}

/** What stands between the messages and the status row, and takes the keys. */
export type Panel =
  | { readonly type: "switch"; readonly query: string; readonly index: number }
  | { readonly type: "find"; readonly search: Search }
  /** A message is marked, by its number in front. */
  | { readonly type: "message"; readonly id: number }
  | {
    readonly type: "pick";
    readonly title: string;
    readonly items: readonly PickItem[];
    readonly index: number;
  }
  | { readonly type: "paste"; readonly paste: LongPaste };

export interface Stage {
  readonly size: Size;
  readonly depth: ColourDepth;
  /** The terminal's background is light. */
  readonly light: boolean;
  readonly mouse: boolean;
  readonly focused: boolean;
  readonly settings: Settings;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** The key of the conversation that is looked at. */
  readonly front: string;
  readonly editor: Editor;
  readonly panel: Panel | undefined;
  /** What the server was asked to look for. */
  readonly search: Search | undefined;
  /** What stands in place of the messages; `row` is how far it is scrolled. */
  readonly page: { readonly type: "help" | "rooms"; readonly row: number } | undefined;
  /** Said in the status row until the next key. */
  readonly hint: string | undefined;
  /** The right pane lists everybody who is connected. */
  readonly everybody: boolean;
  readonly bare: boolean;
  /** All comings and goings are shown for the moment. */
  readonly allPresence: boolean;
  /** Empty until they are loaded. */
  readonly emoji: EmojiNames;
  /** Where one was before going from one active conversation to the next. */
  readonly cameFrom: string | undefined;
}

/** The key of what stands before one is anywhere. */
export const HOME = "home";

export interface StageStart {
  readonly size: Size;
  readonly depth: ColourDepth;
  readonly mouse: boolean;
  readonly settings: Settings;
}

export function initialStage({ size, depth, mouse, settings }: StageStart): Stage {
  return {
    size,
    depth,
    light: false,
    mouse,
    focused: true,
    settings,
    conversations: new Map([[HOME, newConversation(HOME, undefined)]]),
    front: HOME,
    editor: newEditor(HOME),
    panel: undefined,
    search: undefined,
    page: undefined,
    hint: undefined,
    everybody: false,
    bare: false,
    allPresence: false,
    emoji: [],
    cameFrom: undefined,
  };
}

export function newConversation(key: string, place: Place | undefined): Conversation {
  return {
    key,
    place,
    lines: EMPTY_TRANSCRIPT,
    past: undefined,
    anchor: undefined,
    unread: 0,
    called: 0,
    mark: undefined,
    readUpTo: undefined,
    paging: undefined,
    begun: false,
    hit: undefined,
    spokeAt: new Map(),
  };
}

/** The conversation that is looked at. */
export function frontOf(stage: Stage): Conversation {
  return stage.conversations.get(stage.front) ?? newConversation(stage.front, undefined);
}

/** True where the newest line of the front is before somebody's eyes. */
export function isInSight(stage: Stage): boolean {
  const { anchor, past } = frontOf(stage);
  return stage.focused && anchor === undefined && past === undefined;
}

/** Puts a changed conversation into its place. */
export function putConversation(stage: Stage, conversation: Conversation): Stage {
  return { ...stage, conversations: new Map(stage.conversations).set(conversation.key, conversation) };
}

/** Changes the conversation that is looked at. */
export function changeFront(stage: Stage, fields: Partial<Conversation>): Stage {
  return putConversation(stage, { ...frontOf(stage), ...fields });
}

/** What makes a conversation: entries of a room, or what people write to each other. */
export function wordsOf(place: Place | undefined): WordsType {
  return place === undefined || place.type === "room" ? "said" : "direct";
}

/** The lines that are looked at. */
export function shownLines({ past, lines }: Conversation): Transcript {
  return past ?? lines;
}
