import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { fromBase32, newTotpSecret, toBase32, totpStep } from '../../privacy/totp.ts'
import { type AuditAction, addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { type Credentials, credentialsOf, setCredentials } from '../../store/staff.ts'
import { endOtherSessions } from '../../store/staff-sessions.ts'
import type { Signed } from './sessions.ts'
import { KEY_BYTES } from './sign-in.ts'
import { fromHandle, hashOf } from './tokens.ts'

/** `totp`: base32, for the authenticator; `sealed`: the same, which comes back with the form, good in this session only. */
export type NewAuthenticator = { totp: string; sealed: string }

/** What one changes about one's own way in. All of it ends every other session, and needs a fresh proof. */
export type OwnAccount = {
  /** For those without a script: a sign-in key to be written down, base32. */
  spareKey(): string
  /** @param key the sign-in key that the browser stretched, base32. False: it is none, or nothing was proved. */
  changePassphrase(signed: Signed, key: string): Promise<boolean>
  newAuthenticator(signed: Signed): NewAuthenticator
  /** `code`: it does not fit the new one, or was used; `form`: a tampered page, or nothing was proved. */
  changeAuthenticator(signed: Signed, it: { sealed: string; code: string }): Promise<Result<true, 'code' | 'form'>>
}

export const createOwnAccount = (rooms: { store: Store; privacy: Privacy; world: World }): OwnAccount => {
  const { store, privacy, world } = rooms
  const contextOf = ({ session }: Signed) => `authenticator ${session}`
  const change = async (tx: Tx, signed: Signed, to: Credentials, action: AuditAction): Promise<void> => {
    await setCredentials(tx, signed.staff.id, to)
    await endOtherSessions(tx, signed.staff.id, fromHandle(signed.session))
    await addAudit(tx, { at: world.now(), staff: signed.staff.id, action })
  }
  return {
    spareKey: () => toBase32(world.random(KEY_BYTES)),
    async changePassphrase(signed, typed) {
      const key = fromBase32(typed)
      if (!signed.proved || key?.length !== KEY_BYTES) return false
      return store.tx(async tx => {
        const found = await credentialsOf(tx, signed.staff.id)
        if (found) await change(tx, signed, { ...found, verifier: hashOf(key) }, 'passphrase changed')
        return found !== undefined
      })
    },
    newAuthenticator(signed) {
      const totp = newTotpSecret(world.random)
      const sealed = Buffer.from(privacy.seal('staff', totp, contextOf(signed))).toString('base64url')
      return { totp: toBase32(totp), sealed }
    },
    async changeAuthenticator(signed, { sealed, code }) {
      const totp = privacy.open('staff', Buffer.from(sealed, 'base64url'), contextOf(signed))
      if (!signed.proved || !totp) return no('form' as const)
      const { id } = signed.staff
      return store.tx(async tx => {
        const found = await credentialsOf(tx, id)
        if (!found) return no('form' as const)
        // Of the authenticator that is in use already, a code works once, here too.
        const used = Buffer.from(privacy.open('staff', found.totp, id) ?? []).equals(totp) ? found.step : 0
        const step = totpStep(totp, code.replace(/\s/g, ''), world.now(), used)
        if (step === undefined) return no('code' as const)
        await change(tx, signed, { ...found, totp: privacy.seal('staff', totp, id), step }, 'authenticator changed')
        return ok(true as const)
      })
    },
  }
}
