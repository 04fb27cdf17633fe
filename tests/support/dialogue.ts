// Runs dialogues (script.ts) over real sockets, everybody in the native dialect; a ping and its pong prove that nothing
// else was heard. mixed.ts runs them over every dialect that can say them.
import type { Command } from "../../lib/chat/command.ts";
import { NativePeer } from "./native_peer.ts";
import { holds, parseScript, parseWords, recall, type Step } from "./script.ts";

/** Runs a script against the server on a port. Rejects at the first line that does not hold, naming it. */
export async function runDialogue(script: string, port: number): Promise<void> {
  const peers = new Map<string, NativePeer>();
  const known = new Map<string, unknown>();
  try {
    for (const step of parseScript(script)) {
      let peer = peers.get(step.who);
      if (!peer) peers.set(step.who, peer = await NativePeer.dial(port));
      await perform(step, peer, known);
    }
  } finally {
    for (const peer of peers.values()) peer.close();
  }
}

async function perform(step: Step, peer: NativePeer, known: Map<string, unknown>): Promise<void> {
  const failed = (why: string) => new Error(`Line ${step.line} (${step.who}${step.mark} ${step.rest}): ${why}`);
  switch (step.mark) {
    case ":": {
      const { type, fields } = parseWords(step.rest);
      const { ref, ...command } = recall(fields, known) as Record<string, unknown>;
      return await peer.say({ type, ...command } as Command, ref as string | undefined);
    }
    case "<": {
      const { type, fields } = parseWords(step.rest);
      const { event, ref } = await peer.next().catch((error: Error) => {
        throw failed(error.message);
      });
      const heard = { ...event, ...(ref !== undefined && { ref }) };
      if (heard.type !== type || !holds(heard, fields, known)) throw failed(`heard ${JSON.stringify(heard)}`);
      return;
    }
    case "|": {
      const heard = await peer.settled();
      if (heard.length > 0) throw failed(`heard ${JSON.stringify(heard[0])}`);
      return;
    }
    case "!":
      return await peer.raw(step.rest + "\n");
    case ".": {
      const heard = await peer.rest();
      if (heard.length > 0) throw failed(`heard ${JSON.stringify(heard[0])}`);
    }
  }
}
