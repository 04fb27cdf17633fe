// Every tongue that the server understands.
import { classchat } from "./classchat.ts";
import { iitd } from "./iitd.ts";
import { irc, ircv3 } from "./irc.ts";
import { muca } from "./muca.ts";
import { native } from "./native.ts";
import { nickprompt } from "./nickprompt.ts";
import { plain } from "./plain.ts";
import type { Tongue } from "./tongue.ts";

export const TONGUES: readonly Tongue[] = [native, irc, ircv3, plain, nickprompt, classchat, muca, iitd];
