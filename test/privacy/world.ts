import { randomBytes } from 'node:crypto'
import type { World } from '../../src/kit/world.ts'

export const world: World = { now: () => 1_700_000_000_000, random: size => randomBytes(size) }

export const hex = (digits: string): Uint8Array => Buffer.from(digits.replace(/\s/g, ''), 'hex')
