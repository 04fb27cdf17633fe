// What was asked of the server, and is kept until its answer comes.
import type { OrderCommand } from "../chat/command.ts";
import type { Asking } from "./asking.ts";
import type { PageSpan, Place } from "./wish.ts";

/** What an answer is for. */
export type Ask =
  /** `proved`: a password went along. */
  | { readonly type: "hello"; readonly proved: boolean }
  | { readonly type: "menu" }
  | { readonly type: "rooms" }
  | { readonly type: "who"; readonly room: string | undefined }
  /** Who is still in the room. */
  | { readonly type: "members"; readonly room: string }
  | { readonly type: "enter"; readonly room: string; readonly again: boolean; readonly password: string | undefined }
  | { readonly type: "leave"; readonly room: string }
  | { readonly type: "fill"; readonly room: string }
  | { readonly type: "show-history"; readonly room: string }
  | { readonly type: "page"; readonly place: Place; readonly span: PageSpan }
  | { readonly type: "search"; readonly text: string }
  | { readonly type: "everybody" }
  | { readonly type: "directory" }
  | { readonly type: "lag" }
  /** How far a room was read. */
  | { readonly type: "mark" }
  | { readonly type: "save-history"; readonly room: string }
  | { readonly type: "nick" }
  | { readonly type: "groups" }
  | {
    readonly type: "account";
    readonly act: "register" | "login" | "logout" | "passwd" | "unregister";
    /** What is asked once more where it is refused. */
    readonly again?: Asking;
  }
  /** An act of order: what to say where the history does not. */
  | { readonly type: "order"; readonly command: OrderCommand; readonly done: string }
  /** Anything that is answered `ok`: what to say then, and the room whose history may say it. */
  | { readonly type: "do"; readonly done: string; readonly room?: string };
