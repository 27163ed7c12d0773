/** What stands in a button: written here, and read back here as something hostile. ASCII, at most 64 bytes. */
import { type Session, VERBS, type Verb } from './types.ts'

export type Token =
  | { kind: 'answer'; tag: string; seq: number; value: string }
  | { kind: 'verb'; verb: Verb; tag: string; seq: number }
  | { kind: 'flow'; flow: string }
  | { kind: 'capability'; capability: string }
  | { kind: 'campaign'; campaign: string; act: string }

/** No session yet, or none any more: verbs that need none still work. */
const NOBODY = { tag: '-', seq: 0 }

export const answerToken = ({ tag, seq }: Session, value: string): string => `a.${tag}.${seq.toString(36)}.${value}`

export const verbToken = (verb: Verb, session: Session | undefined): string => {
  const { tag, seq } = session ?? NOBODY
  return `v.${verb}.${tag}.${seq.toString(36)}`
}

export const flowToken = (flow: string): string => `f.${flow}`

/** `undefined`: none of ours. */
export const readToken = (token: string): Token | undefined => {
  if (token.length > 64) return undefined
  const [kind, first = '', second = '', third = '', ...rest] = token.split('.')
  if (kind === 'f' && /^[a-z][a-z0-9_]*$/.test(first) && second === '') return { kind: 'flow', flow: first }
  if (kind === 'n' && isCapability(first) && second === '') return { kind: 'capability', capability: first }
  if (kind === 'c' && isCapability(first) && /^[a-z]{1,20}$/.test(second) && third === '')
    return { kind: 'campaign', campaign: first, act: second }
  if (kind === 'a' && third !== '')
    return { kind: 'answer', tag: first, seq: Number.parseInt(second, 36), value: [third, ...rest].join('.') }
  if (kind !== 'v' || !isVerb(first)) return undefined
  return { kind: 'verb', verb: first, tag: second, seq: Number.parseInt(third, 36) }
}

/** In a link: what stands behind `/start`, and in the web chat's address. */
export const readCampaignLink = (text: string): string | undefined => /^c_([A-Za-z0-9_-]{22})$/.exec(text)?.[1]

/** 128 bits as base64url. */
export const isCapability = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text)

export const isVerb = (name: string): name is Verb => (VERBS as readonly string[]).includes(name)

/** Whether a button belongs to what is being asked now. */
export const isCurrent = (token: { tag: string; seq: number }, session: Session): boolean =>
  token.tag === session.tag && token.seq === session.seq
