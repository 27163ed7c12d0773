/** The files that go out with campaigns, as channels get them. Bytes are read when somebody needs them, and kept by nobody. */
import { pictureSize, publicName, type Size } from '../../domain/campaigns/media.ts'
import type { Media } from '../../kit/message.ts'
import type { World } from '../../kit/world.ts'
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

export const createMediaShelf = ({ store, world }: { store: Store; world: World }): MediaShelf => {
  const known = new Map<string, FileFacts>()
  const read = (hash: string) => store.tx(tx => mediaByHash(tx, hash))
  return {
    file: async hash => toFile(await read(hash)),
    shown: async hash => {
      if (!HASH.test(hash)) return undefined
      return toFile(
        await store.tx(async tx => ((await isShown(tx, hash, world.now())) ? mediaByHash(tx, hash) : undefined)),
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
    ref: (hash, account) => store.tx(tx => mediaRef(tx, hash, account)),
    keepRef: (hash, account, ref) => store.tx(tx => keepMediaRef(tx, hash, account, ref)),
    forgetRef: (hash, account, ref) => store.tx(tx => forgetMediaRef(tx, hash, account, ref)),
  }
}

export const toFile = (media: KeptMedia | undefined): OutFile | undefined =>
  media && {
    kind: media.kind,
    mime: media.mime,
    name: publicName(media.kind, media.mime),
    bytes: media.bytes,
  }
