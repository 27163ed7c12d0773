import type { Contender, Durability } from '../contender.ts'

type Entry = { durability: Durability; load(): Promise<Contender> }

const both = (load: (durability: Durability) => Promise<Contender>): Entry[] =>
  (['FULL', 'NORMAL'] as const).map(durability => ({ durability, load: () => load(durability) }))

/** All contenders. Loaded one by one, so that nobody's peak memory holds another's code. */
export const CONTENDERS: readonly Entry[] = [
  { durability: 'FULL', load: async () => (await import('./tulay.ts')).tulay() },
  ...both(async durability => (await import('./telegraf.ts')).telegraf(durability)),
  ...both(async durability => (await import('./grammy.ts')).grammy(durability)),
  ...both(async durability => (await import('./floor.ts')).floor(durability)),
]
