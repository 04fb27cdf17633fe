// The state of the full screen, as readonly data: what is looked at, from where, and what is being typed. What was
// said and who is there is in the model beside it.
import type { ColourDepth } from "../../tui/colour.ts";
import type { Editor } from "../../tui/edit_state.ts";
import { newEditor } from "../../tui/editor.ts";
import type { Size } from "../../tui/grid.ts";
import { type Conversation, newConversation } from "./conversation.ts";
import type { EmojiNames } from "./emoji_names.ts";
import type { Panel, Search } from "./panel.ts";
import type { Settings } from "./settings.ts";

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

/** Closes what stands above the status row. */
export function withoutPanel(stage: Stage): Stage {
  return { ...stage, panel: undefined };
}
