import type { Brand } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'

/** Eight letters and digits that link one chat, once, within ten minutes. Kept as SHA-256. */
export type ChatCode = Brand<string, 'ChatCode'>

/** Crockford's: without I, L, O and U, so that nothing is misread. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
export const CODE_LIFE = 10 * 60_000
/** Codes that one chat may try in an hour. Of 2^40 that is far too few. */
export const TRIES_PER_HOUR = 5

export const newChatCode = (world: World): ChatCode =>
  [...world.random(LENGTH)].map(byte => LETTERS[byte % 32]).join('') as ChatCode

/** As it is typed from a page: any case, spaces and dashes. `undefined`: something else. */
export const readChatCode = (typed: string): ChatCode | undefined => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every(letter => LETTERS.includes(letter)) ? (code as ChatCode) : undefined
}

export const formatChatCode = (code: ChatCode): string => `${code.slice(0, 4)}-${code.slice(4)}`
/** What stands behind `/start` when somebody comes by the link or the QR code. */
export const START = 'staff_'
