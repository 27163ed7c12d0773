/** Passkeys (Web Authentication, level 3) by @simplewebauthn/server, which is loaded when the first one is used: it takes 30 MB. */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON
export type Creation = RegistrationResponseJSON
export type Assertion = AuthenticationResponseJSON

/** Where staff come in: `id` is the host without its port (the RP ID), `origin` scheme, host and port. */
export type Site = { id: string; origin: string }
/** What is kept of one. `counter`: how often it signed; synced ones always say 0. */
export type PasskeyKey = { id: Uint8Array; publicKey: Uint8Array; counter: number; transports: string[] }

const NAME = 'Tulay'
/** EdDSA, ES256 and RS256 (RFC 9053): what devices make today, and what Node checks without trying out anything new. */
const ALGORITHMS = [-8, -7, -257]
const PATIENCE_MS = 5 * 60_000
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const bytes = (it: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(it)
const load = () => import('@simplewebauthn/server')

/** For a new one that its holder finds without typing a name, and that asks for a finger, a face or a PIN each time. */
export const creationOptions = async (it: {
  site: Site
  challenge: Uint8Array
  /** `id` is what the authenticator gives back at a sign-in: random, no name. */
  user: { id: Uint8Array; name: string }
  known: Pick<PasskeyKey, 'id' | 'transports'>[]
}): Promise<CreationOptions> =>
  (await load()).generateRegistrationOptions({
    rpName: NAME,
    rpID: it.site.id,
    userName: it.user.name,
    userDisplayName: it.user.name,
    userID: bytes(it.user.id),
    challenge: bytes(it.challenge),
    timeout: PATIENCE_MS,
    // Which make it is, is no affair of ours.
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: it.known.map(({ id, transports }) => ({ id: text(id), transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  })

/** @param it.allowed those that may answer; none: whichever its holder chooses. */
export const requestOptions = async (it: {
  site: Site
  challenge: Uint8Array
  allowed: Pick<PasskeyKey, 'id' | 'transports'>[]
}): Promise<RequestOptions> =>
  (await load()).generateAuthenticationOptions({
    rpID: it.site.id,
    challenge: bytes(it.challenge),
    timeout: PATIENCE_MS,
    userVerification: 'required',
    allowCredentials: it.allowed.map(({ id, transports }) => ({ id: text(id), transports })),
  })

/** `undefined`: not made here, not now, not by a person whom the device knows, or damaged. */
export const checkCreation = async (it: {
  site: Site
  fits: (challenge: Uint8Array) => boolean
  answer: Creation
}): Promise<PasskeyKey | undefined> => {
  const { verifyRegistrationResponse } = await load()
  const checked = await verifyRegistrationResponse({
    response: it.answer,
    expectedChallenge: challenge => it.fits(Buffer.from(challenge, 'base64url')),
    expectedOrigin: it.site.origin,
    expectedRPID: it.site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (!checked?.verified) return undefined
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return { id: Buffer.from(id, 'base64url'), publicKey, counter, transports: it.answer.response.transports ?? [] }
}

/** The new counter. `undefined`: another challenge, origin or key, no person verified, or a counter that went back (a copied device). */
export const checkAssertion = async (it: {
  site: Site
  fits: (challenge: Uint8Array) => boolean
  answer: Assertion
  passkey: PasskeyKey
}): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await load()
  const { id, publicKey, counter } = it.passkey
  const checked = await verifyAuthenticationResponse({
    response: it.answer,
    expectedChallenge: challenge => it.fits(Buffer.from(challenge, 'base64url')),
    expectedOrigin: it.site.origin,
    expectedRPID: it.site.id,
    credential: { id: text(id), publicKey: bytes(publicKey), counter },
    requireUserVerification: true,
  }).catch(() => undefined)
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined
}

/** The challenge that an answer claims to sign; checked by the two above. */
export const challengeOf = (answer: Creation | Assertion): Uint8Array => {
  const client: unknown = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString('utf8'))
  const { challenge } = client as { challenge?: unknown }
  return Buffer.from(typeof challenge === 'string' ? challenge : '', 'base64url')
}
