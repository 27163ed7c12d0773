import type { Deed } from '../../kit/inbound.ts'

/**
 * A link of ours may say which language the paper speaks that it stands on: `?start=l_ja`, or behind a campaign, `?start=c_<22>l_ja`.
 * https://core.telegram.org/bots/features#deep-linking: letters, digits, _ and -, 64 characters at the most.
 */
const SPOKEN = /^(c_[\w-]{22})?l_([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})$/

/** The language becomes a guess, before what Telegram says of the app's own, and stands in the command no more. */
export const readDeepLink = (it: Deed, guess: string | undefined): { it: Deed; guess?: string } => {
  const [found, campaign = '', lang] = (it.kind === 'command' && it.name === 'start' && SPOKEN.exec(it.args)) || []
  if (!found) return { it }
  return { it: { kind: 'command', name: 'start', args: campaign }, guess: [lang, guess].filter(Boolean).join(',') }
}
