// Each fuzzer for a short while: its saved corpus, and some conversations of its own. `deno task fuzz` goes on.
import fc from "fast-check";
import { corpusOf, talkOf } from "./corpus.ts";
import { endure, FUZZED, talksOf } from "./fuzzers.ts";

const RUNS = 25;
const SEED = 20_261;
/** Nobody waits for the hash of a password whose asker has gone: it may end in the next test. */
const SANITIZE = { sanitizeOps: false } as const;

for (const name of FUZZED) {
  Deno.test(`${name}: its saved conversations do no harm, together or one by one`, SANITIZE, async () => {
    for (const packets of corpusOf(name)) {
      await endure(name, talkOf(packets, 0));
      await endure(name, talkOf(packets, 400));
    }
  });

  Deno.test(`${name}: spoilt conversations do no harm`, SANITIZE, async () => {
    await fc.assert(fc.asyncProperty(talksOf(name), (talk) => endure(name, talk)), { seed: SEED, numRuns: RUNS });
  });
}
