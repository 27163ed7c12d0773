/** The next multiple of `step` that holds so many bytes. */
export const roundUp = (length: number, step: number): number => Math.ceil(length / step) * step

/** JSON as UTF-8 with spaces behind it, which JSON allows, up to the next multiple of `step` bytes: how long it was is not told by what is sealed. */
export const padded = (json: string, step: number): Uint8Array => {
  const bytes = Buffer.from(json)
  const room = Buffer.alloc(roundUp(bytes.length, step), ' ')
  bytes.copy(room)
  return room
}
