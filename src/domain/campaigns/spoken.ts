import type { Lang } from '../../kit/ids.ts'

/** In which languages something is said, and which one the others get; null: they get nothing. */
export type Spoken = { langs: readonly Lang[]; fallback: Lang | null }

/** The language in which somebody gets it; `undefined`: not at all. */
export const spokenTo = ({ langs, fallback }: Spoken, lang: Lang): Lang | undefined => {
  if (langs.includes(lang)) return lang
  return fallback !== null && langs.includes(fallback) ? fallback : undefined
}
