import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Creation = { challenge: string; rp: { id?: string }; user: { id: string } }
type Request = { challenge: string; rpId?: string }
/** What a device may do otherwise than it should. */
export type Twist = {
  origin?: string
  rpId?: string
  verified?: boolean
  counter?: number
  handle?: string
  type?: string
}

const UP = 1
const UV = 4
const AT = 64
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (it: string | Uint8Array): Buffer => createHash('sha256').update(it).digest()

/** A device with one passkey (ES256, no attestation) that does as it is told: Web Authentication, level 3, sections 6.1 and 6.5. */
export const softPasskey = (origin: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  const cose = [hex('a5010203262001215820'), Buffer.from(x, 'base64url'), hex('225820'), Buffer.from(y, 'base64url')]
  let [counter, handle] = [0, '']
  const clientData = (type: string, challenge: string, twist: Twist): Buffer =>
    Buffer.from(
      JSON.stringify({ type: twist.type ?? type, challenge, origin: twist.origin ?? origin, crossOrigin: false }),
    )
  const head = (rpId: string, flags: number, n: number): Buffer => {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(flags)
    tail.writeUInt32BE(n, 1)
    return Buffer.concat([sha256(rpId), tail])
  }
  const flagsOf = ({ verified = true }: Twist): number => (verified ? UP | UV : UP)
  const common = { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} }
  return {
    id: text(id),
    create(options: Creation, twist: Twist = {}): string {
      handle = options.user.id
      const data = Buffer.concat([
        head(twist.rpId ?? options.rp.id ?? '', flagsOf(twist) | AT, counter),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        ...cose,
      ])
      const start = 'a363666d74646e6f6e656761747453746d74a068617574684461746158'
      const attestation = Buffer.concat([hex(start), Buffer.from([data.length]), data])
      const client = clientData('webauthn.create', options.challenge, twist)
      const response = { clientDataJSON: text(client), attestationObject: text(attestation), transports: ['internal'] }
      return JSON.stringify({ ...common, response })
    },
    get(options: Request, twist: Twist = {}): string {
      counter = twist.counter ?? counter + 1
      const data = head(twist.rpId ?? options.rpId ?? '', flagsOf(twist), counter)
      const client = clientData('webauthn.get', options.challenge, twist)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const response = {
        clientDataJSON: text(client),
        authenticatorData: text(data),
        signature: text(signature),
        userHandle: twist.handle ?? handle,
      }
      return JSON.stringify({ ...common, response })
    },
  }
}

const hex = (it: string): Buffer => Buffer.from(it, 'hex')
