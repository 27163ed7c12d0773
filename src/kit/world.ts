import type { Instant } from './ids.ts'

/** Time and dice come in through the door, so that a test can hold them still. */
export type World = {
  /** Now, in milliseconds since 1970. May jump backwards (a corrected clock): nobody may rely on it to order things. */
  now(): Instant
  /** `size` unpredictable bytes. */
  random(size: number): Uint8Array
}
