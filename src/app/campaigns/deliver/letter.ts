import type { Address, CampaignId, Lang, LineId } from '../../../kit/ids.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { padded } from '../../../privacy/padded.ts'
import type { Sealed } from '../../../privacy/seal.ts'
import type { Line } from '../../../store/outbox-line.ts'

/** What is done to a message that went out, and the row that knows where it lies (store/campaigns/refs.ts). */
export type Op = { edit: string; of: LineId } | { remove: string; of: LineId }

/** What the body of a campaign's line holds: to whom, and of what. No words: they are made of the verified sheet when it goes. */
export type CampaignLetter = {
  to: Address
  /** IANA time zone of the person's area, for quiet hours. */
  zone?: string
  campaign: CampaignId
  run: number
  /** What people signed: a run that is pointed at another sheet takes no line along. */
  sheet: number
  lang: Lang
  area?: string | null
  op?: Op
}

/** What the body of a digest's line holds. */
export type DigestLetter = { to: Address; zone: string; lang: Lang; calls: CampaignId[] }

/** A line of a campaign, as delivery and the web page see it. */
export type CampaignLine = Pick<Line, 'id' | 'person' | 'channel' | 'body' | 'campaign'>

/** The length of what is sealed tells nothing of an address, an area, a language, or how many calls there were. */
const STEP = 512

export const sealLetter = (
  privacy: Pick<Privacy, 'seal'>,
  letter: CampaignLetter | DigestLetter,
  line: LineId,
): Sealed => privacy.seal('outbox', padded(JSON.stringify(letter), STEP), line)

/** What was sealed in a line; sealed by us, it is what it should be, or of another kind. `undefined`: nobody can open it. */
export const readLetter = <Letter>(
  privacy: Pick<Privacy, 'open'>,
  line: Pick<CampaignLine, 'id' | 'body'>,
): Letter | undefined => {
  const plain = privacy.open('outbox', line.body, line.id)
  try {
    return plain && JSON.parse(Buffer.from(plain).toString('utf8'))
  } catch {
    return undefined
  }
}

/** `undefined`: nobody can open it, or its columns say something else than what was sealed. */
export const openLetter = (privacy: Pick<Privacy, 'open'>, line: CampaignLine): CampaignLetter | undefined => {
  const letter = readLetter<CampaignLetter>(privacy, line)
  if (!letter || !line.campaign) return undefined
  const { id, run, lang } = line.campaign
  return letter.campaign === id && letter.run === run && letter.lang === lang && letter.to ? letter : undefined
}
