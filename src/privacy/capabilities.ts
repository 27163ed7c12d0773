import { createHash } from 'node:crypto'
import type { Capability } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import { derive } from './derive.ts'

const BYTES = 16

/** 128 random bits: whoever holds it may ask for news of one concern. */
export const newCapability = (world: World): Capability =>
  Buffer.from(world.random(BYTES)).toString('base64url') as Capability

/** SHA-256: what the database knows it by. 128 random bits need no stretching. */
export const hashCapability = (capability: Capability): Uint8Array =>
  createHash('sha256').update(bytesOf(capability)).digest()

/** The key that the way back is wrapped under: not to be had from the hash. */
export const capabilityKey = (capability: Capability): Uint8Array => derive(bytesOf(capability), 'capability key')

const bytesOf = (capability: Capability): Uint8Array => Buffer.from(capability, 'base64url')
