const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648, section 5, without padding. Written here because a pure room has no Buffer. */
export const base64url = (bytes: Uint8Array): string => {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3)
    const bits = (first << 16) | (second << 8) | third
    const letters = Math.min(4, Math.ceil(((bytes.length - index) * 8) / 6))
    for (let letter = 0; letter < letters; letter++) text += ALPHABET[(bits >> (18 - 6 * letter)) & 63]
  }
  return text
}
