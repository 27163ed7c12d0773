import type { World } from '../kit/world.ts'
import { createPrivacy, layersOf, type Sealed, type Use } from './index.ts'
import type { IdUse, Kept } from './kept.ts'
import type { Sodium } from './sodium.ts'

/** A secret with what was kept of those before it. */
export type Keys = { secret: Uint8Array; kept: Kept | undefined }

/** Carries what stands in a database from one secret to the next, row by row. */
export type Turnover = {
  /** The same id under the layer of the new secret. */
  id(use: IdUse, id: Uint8Array): Uint8Array
  /** `undefined`: it did not open under the old secret, so nobody can use it. `after`: the context under which it opens from now on. */
  seal(use: Use, sealed: Uint8Array, context: string, after?: string): Sealed | undefined
}

export const createTurnover = (it: { from: Keys; to: Keys; world: World; sodium: Sodium }): Turnover => {
  const { world, sodium } = it
  const [from, to] = [it.from, it.to].map(keys => createPrivacy({ ...keys, world, sodium })) as [Opens, Opens]
  const [old, fresh] = [layersOf(it.from), layersOf(it.to)]
  return {
    id: (use, id) => fresh[use].on(old[use].off(id)),
    seal(use, sealed, context, after = context) {
      const plain = from.open(use, sealed, context)
      return plain && to.seal(use, plain, after)
    },
  }
}

type Opens = ReturnType<typeof createPrivacy>
