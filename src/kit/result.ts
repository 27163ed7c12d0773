/** An expected refusal is a value, not an exception. A bug throws. */
export type Result<T, Why> = { ok: true; value: T } | { ok: false; why: Why }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const no = <Why>(why: Why): { ok: false; why: Why } => ({ ok: false, why })

/** Say all kinds once; a missing kind does not compile. */
export type Handlers<U extends { kind: string }, Args extends unknown[], R> = {
  [K in U['kind']]: (it: Extract<U, { kind: K }>, ...args: Args) => R
}
