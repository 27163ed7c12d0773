import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ConcernId, DraftId, LineId, PersonKey } from '../../src/kit/ids.ts'
import type { World } from '../../src/kit/world.ts'
import type { SealedConcern } from '../../src/privacy/case-keys.ts'
import { createPrivacy, type Sealed } from '../../src/privacy/index.ts'
import type { ConcernRow } from '../../src/store/concerns.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import type { Line } from '../../src/store/outbox.ts'

export const NOW = 1_700_000_000_000
export const world: World = { now: () => NOW, random: size => randomBytes(size) }
export const privacy = createPrivacy({ secret: randomBytes(32), world })

export const tempFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real database in a folder of its own, gone after the test. */
export const freshStore = async (folder = tempFolder()): Promise<Store> => {
  const store = await openStore({ folder, world })
  // A test may have closed it itself.
  onTestFinished(() => store.close().catch(() => undefined))
  return store
}

export const allFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

const id = () => randomBytes(16).toString('base64url')
export const newPerson = () => id() as PersonKey
export const newDraftId = () => id() as DraftId
export const newConcernId = () => id() as ConcernId
export const sealed = (words = 'words'): Sealed => privacy.seal('session', words, '')

export const line = (changes: Partial<Line> = {}): Line & { body: Sealed } => ({
  id: id() as LineId,
  person: newPerson(),
  channel: 'telegram',
  priority: 0,
  state: 'pending',
  due: NOW,
  order: 1,
  cause: null,
  policy: 'repeat',
  attempts: 0,
  code: null,
  ...changes,
  body: sealed(),
})

export const coded = (changes: Partial<ConcernRow> = {}): ConcernRow => ({
  id: newConcernId(),
  category: 'unpaid_wages',
  area: 'JP-11',
  urgency: 'soon',
  status: 'new',
  channel: 'telegram',
  week: '2023-W46',
  deadline: '2023-11-20',
  demo: false,
  ...changes,
})

/** Any sealed bytes, for tests that do not open them. */
export const anyKept = (): SealedConcern => ({
  parts: [sealed()],
  wraps: [{ holder: id(), sealed: randomBytes(80) }],
  way: { publicKey: randomBytes(32), underCapability: sealed(), underReceipt: sealed(), inbox: randomBytes(32) },
})
