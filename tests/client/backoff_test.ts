import { assertEquals } from "@std/assert";
import { backoffMs } from "../../lib/client/backoff.ts";

Deno.test.each([[1, 1000], [2, 2000], [3, 4000], [5, 16000], [6, 30000], [99, 30000]])(
  "backoffMs(%d) is at most %d ms",
  (attempt, ms) => {
    assertEquals(backoffMs(attempt, 1), ms);
    assertEquals(backoffMs(attempt, 0), ms * 0.75);
  },
);
