/** The files that go out with campaigns, as channels get them. Bytes are read when somebody needs them, and kept by nobody. */
import { createHash } from 'node:crypto'
import { pictureSize, publicName, type Size } from '../../domain/campaigns/media.ts'
import { BEGUN } from '../../domain/campaigns/states.ts'
import type { Media } from '../../kit/message.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'
import { forgetMediaRef, isShown, type KeptMedia, keepMediaRef, mediaByHash, mediaRef } from '../../store/media.ts'

/** `name`: a plain one, made of what it is. */
export type OutFile = { kind: Media['kind']; mime: string; name: string; bytes: Uint8Array }
/** `size`: in pixels, of a picture. */
export type FileFacts = { mime: string; bytes: number; size?: Size }

export type MediaShelf = {
  /** For a channel that uploads: what is to be sent was signed already. */
  file(hash: string): Promise<OutFile | undefined>
  /** For a channel where people fetch: only what anybody may see. */
  shown(hash: string): Promise<OutFile | undefined>
  /** What a page must know of a file before anybody fetches it. */
  facts(hash: string): Promise<FileFacts | undefined>
  /** A platform's id of an upload. `account`: a mark of the account there. */
  ref(hash: string, account: string): Promise<string | undefined>
  keepRef(hash: string, account: string, ref: string): Promise<void>
  forgetRef(hash: string, account: string, ref: string): Promise<void>
}

/** Facts never change: they belong to the bytes. */
const FACTS = 200

const HASH = /^[\w-]{43}$/

type ShelfRooms = { store: Pick<Store, 'tx'>; privacy: Pick<Privacy, 'seal' | 'open'>; world: World }

export const createMediaShelf = ({ store, privacy, world }: ShelfRooms): MediaShelf => {
  const known = new Map<string, FileFacts>()
  const read = (hash: string) => store.tx(tx => mediaByHash(tx, hash))
  /** Messengers take an address in the web for an id too: who writes to the database must not say what they fetch from where. */
  const idIn = (kept: string | undefined, hash: string, account: string): string | undefined => {
    const open = kept && privacy.open('media ref', Buffer.from(kept, 'base64url'), contextOf(hash, account))
    return open ? Buffer.from(open).toString() : undefined
  }
  return {
    file: async hash => toFile(await read(hash)),
    shown: async hash => {
      if (!HASH.test(hash)) return undefined
      return toFile(
        await store.tx(async tx =>
          (await isShown(tx, hash, { now: world.now(), states: BEGUN })) ? mediaByHash(tx, hash) : undefined,
        ),
      )
    },
    facts: async hash => {
      const before = known.get(hash)
      if (before) return before
      const media = await read(hash)
      if (!media) return undefined
      const size = media.kind === 'photo' ? pictureSize(media.bytes) : undefined
      const facts = { mime: media.mime, bytes: media.bytes.length, ...(size ? { size } : {}) }
      known.set(hash, facts)
      for (const oldest of known.keys()) if (known.size > FACTS) known.delete(oldest)
      return facts
    },
    ref: async (hash, account) => idIn(await store.tx(tx => mediaRef(tx, hash, account)), hash, account),
    async keepRef(hash, account, ref) {
      const sealed = Buffer.from(privacy.seal('media ref', ref, contextOf(hash, account))).toString('base64url')
      await store.tx(tx => keepMediaRef(tx, hash, account, sealed))
    },
    forgetRef: (hash, account, ref) =>
      store.tx(async tx => {
        const kept = await mediaRef(tx, hash, account)
        if (kept !== undefined && idIn(kept, hash, account) === ref) await forgetMediaRef(tx, hash, account, kept)
      }),
  }
}

const contextOf = (hash: string, account: string): string => `${hash} ${account}`

/** `undefined` too if its bytes are not those that people signed. */
export const toFile = (media: KeptMedia | undefined): OutFile | undefined =>
  media && createHash('sha256').update(media.bytes).digest('base64url') === media.hash
    ? {
        kind: media.kind,
        mime: media.mime,
        name: publicName(media.kind, media.mime),
        bytes: media.bytes,
      }
    : undefined
