import { createHash } from 'node:crypto'
import type { World } from '../../kit/world.ts'

/** 128 random bits as base64url: a session's cookie, an invite's link. */
export const newToken = (world: World): string => Buffer.from(world.random(16)).toString('base64url')

/** What is kept of a token or a key. Found by its hash, so that no comparison tells by its time how much was right. */
export const hashOf = (it: string | Uint8Array): Buffer => createHash('sha256').update(it).digest()

/** A hash as forms carry it; of a token that nobody can compute from it. */
export const handleOf = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url')
export const fromHandle = (handle: string): Uint8Array => Buffer.from(handle, 'base64url')
