// What was asked and is kept until its answer comes: of the server, and of a person beyond nick and server. As data, so
// that every user interface asks the same.
import type { Command, OrderCommand } from "../chat/command.ts";
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

/** What a password is asked for; a new one is asked for twice, and `first` is how it was typed the first time. */
export type SecretUse =
  /** The nick is an account's: Enter alone takes another one. */
  | { readonly type: "hello" }
  | { readonly type: "login"; readonly nick: string }
  | { readonly type: "register"; readonly first?: string }
  | { readonly type: "passwd"; readonly old?: string; readonly first?: string }
  | { readonly type: "unregister" };

export type Asking =
  | { readonly type: "secret"; readonly use: SecretUse }
  /** The name of an account; `offered` is what Enter alone takes. */
  | { readonly type: "account"; readonly use: "login" | "register"; readonly offered: string }
  /** A yes to what was just said; `plain`: it also holds for whatever else this plain connection is to carry. */
  | { readonly type: "confirm"; readonly yes: Errand; readonly plain?: true };

/** What is done once nothing stands in its way. */
export type Errand =
  | { readonly type: "ask"; readonly asking: Asking }
  | { readonly type: "send"; readonly command: Command; readonly ask: Ask }
  | { readonly type: "hello"; readonly password: string };
