/**
 * What people sign before something goes out to many, with keys of their own (Ed25519, RFC 8032) that only their browsers open. Three
 * kinds of text, which no signature of another kind fits: that a sheet may go out, that a key belongs to a colleague, that one has the key.
 */
import { createHash } from 'node:crypto'
import type { Instant, StaffId } from '../kit/ids.ts'
import { FORMATS, isWrapped } from './key-file.ts'
import { isSignedBy } from './signing.ts'
import type { Sodium } from './sodium.ts'

/** SHA-256 of what `writeSheet` made, as base64url. */
export const digestOf = (body: string): string => createHash('sha256').update(body).digest('base64url')

/** The moment is signed along, so that no one can shorten the time in which an approval can be taken back. */
export const approvalBytes = (body: string, at: Instant): Uint8Array =>
  Buffer.from(`tulay approval v1\n${digestOf(body)}\n${at}`)

export const isApproved = (
  publicKey: Uint8Array,
  approval: { body: string; at: Instant; signature: Uint8Array },
): boolean => isSigned(publicKey, approvalBytes(approval.body, approval.at), approval.signature)

/** Whose key it is, in which database. Signed by who vouches for it, and by the key itself to show that its owner has it. */
export type Claim = { instance: string; staff: StaffId; publicKey: Uint8Array }
export const claimBytes = ({ instance, staff, publicKey }: Claim, kind: 'own' | 'vouched'): Uint8Array =>
  Buffer.from(`tulay signer v1 ${kind}\n${instance}\n${staff}\n${text(publicKey)}`)

/** By libsodium, which refuses keys of small order: under one of those a signature fits many texts. */
export const isClaimed = (sodium: Sodium, by: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean =>
  by.length === sodium.crypto_sign_PUBLICKEYBYTES &&
  signature.length === sodium.crypto_sign_BYTES &&
  sodium.crypto_sign_verify_detached(signature, bytes, by)

/** Whether a file that a browser made is as `isWrapped` says. In it lies the seed of the key. */
export const isSignerFile = (wrapped: Uint8Array, publicKey: Uint8Array): boolean =>
  isWrapped(FORMATS.signer, wrapped, publicKey)

const isSigned = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean =>
  isSignedBy(text(publicKey), bytes, signature) === true

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
