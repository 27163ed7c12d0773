import type { DraftId, PersonKey } from '../kit/ids.ts'
import { type Deed, LIMITS, type MediaKind } from '../kit/inbound.ts'
import { no, ok, type Result } from '../kit/result.ts'
import type { World } from '../kit/world.ts'
import type { Privacy } from '../privacy/index.ts'
import { keepDraft } from '../store/drafts.ts'
import type { Store } from '../store/index.ts'
import { loadPeople } from '../store/people.ts'
import { cleanImage } from './clean-image.ts'

export type FileDeed = Extract<Deed, { kind: 'file' }>

/** A draft outlives the longest pause that a person may ask for, and no more. */
export const DRAFT_LIFE = 25 * 60 * 60_000

/**
 * Puts a fetched file aside, sealed, until the report that it belongs to is filed or dropped. Photos lose all metadata first
 * (EXIF and GPS: design, section 2); voice stays as it came. Without consent nothing is kept, and the engine takes no file then.
 */
export const createKeepFile =
  ({ store, privacy, world }: { store: Store; privacy: Privacy; world: World }) =>
  async (
    person: PersonKey,
    media: MediaKind,
    bytes: Uint8Array,
    caption: string,
  ): Promise<Result<FileDeed, 'too-large' | 'wrong-type'>> => {
    if (bytes.length > (media === 'photo' ? LIMITS.photo : LIMITS.voice)) return no('too-large')
    const clean = media === 'photo' ? await cleanImage(bytes) : media === 'voice' && isAudio(bytes) ? bytes : undefined
    if (!clean) return no('wrong-type')
    const id = Buffer.from(world.random(16)).toString('base64url') as DraftId
    await store.tx(async tx => {
      const known = await loadPeople(tx, [person])
      if (known.has(person))
        await keepDraft(tx, { id, person, body: privacy.seal('draft', clean, id), until: world.now() + DRAFT_LIFE })
    })
    return ok({ kind: 'file', media, draft: id, bytes: clean.length, caption: caption.slice(0, LIMITS.text) })
  }

/** How WebM begins. */
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3])

/** The containers that phones record into: Ogg, WebM, MP4 and M4A, MP3, WAV, AMR, CAF. Anything else is refused. */
const isAudio = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return (
    /^(OggS|RIFF....WAVE|ID3|#!AMR|caff)/s.test(head) ||
    head.slice(4, 8) === 'ftyp' ||
    Buffer.from(bytes.subarray(0, 4)).equals(EBML) ||
    (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)
  )
}
