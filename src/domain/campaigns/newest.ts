/** Which of all the sheets that a campaign has had are looked at: a sheet is never changed, what is written anew is the next one. */
import type { Purpose } from './sheet.ts'

type Purposed = { readonly purpose: Purpose }

/** Call or template: what a campaign itself says. It is one or the other, as it was written last. */
export const isMain = ({ purpose }: Purposed): boolean => purpose === 'call' || purpose === 'template'

/**
 * The newest of each purpose; call and template are one.
 * @param sheets of one campaign, the newest first
 */
export const newestEach = <S extends Purposed>(sheets: readonly S[]): S[] =>
  sheets.filter((it, at) => sheets.findIndex(other => isOne(other, it)) === at)

const isOne = (one: Purposed, other: Purposed): boolean =>
  one.purpose === other.purpose || (isMain(one) && isMain(other))
